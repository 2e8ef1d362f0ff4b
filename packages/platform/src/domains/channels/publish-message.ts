import type { ChannelAddress, Publication, Published } from "../../broker/broker.js";
import { timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import { presentMessage } from "../../realtime/present-message.js";
import { tellWantedEvent } from "../webhooks/tell-event.js";
import { append, type AppendCall } from "./append.js";
import { isReserved } from "./reserved-channels.js";

/** What is needed to publish for an application or one of its clients. */
export interface PublishCall extends AppendCall, Pick<Call, "clock" | "ids" | "webhooks"> {
  /** The application that publishes, or that the client belongs to. */
  readonly applicationId: string;
}

const type = "channel.message.published";

/**
 * Appends what an application or a client publishes to the log of a channel, as `append` does, and tells webhooks of it with
 * `channel.message.published`: there are as many as messages, so only where one wants it. A publish that is known already is not
 * told again, and neither is a direct message.
 */
export async function publishMessage(
  call: PublishCall,
  at: ChannelAddress,
  publication: Publication,
): Promise<Published> {
  const published = await append(call, at, publication);
  if (published.duplicate || isReserved(at.channel)) return published;
  const { message, position } = published;
  const { userId } = message.sender;
  await tellWantedEvent(call, type, () => ({
    type,
    id: call.ids("evt"),
    timestamp: timestamp(message.at),
    projectId: at.project,
    applicationId: call.applicationId,
    ...(userId !== null && { userId }),
    data: presentMessage(message, position.epoch),
  }));
  return published;
}
