import { timestamp } from "../clock.js";
import type { LogMessage } from "../broker/broker.js";
import type * as contract from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";

/** A message as answers and frames show it. */
export function presentMessage(message: LogMessage, epoch: string): Plain<contract.Message> {
  return {
    id: message.id,
    channel: message.channel,
    ...(message.event !== null && { event: message.event }),
    data: message.data,
    offset: message.offset,
    epoch,
    from: { ...message.sender },
    tags: message.tags,
    publishId: message.publishId,
    publishedAt: timestamp(message.at),
    expiresAt: message.expiresAt === null ? null : timestamp(message.expiresAt),
  };
}
