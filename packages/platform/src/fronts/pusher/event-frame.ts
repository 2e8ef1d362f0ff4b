import type { LogMessage } from "../../broker/broker.js";
import { kindOf } from "./channel-name.js";
import { textOf } from "./event-data.js";
import type { ServerFrame } from "./frames.js";
import { clientEventPrefix, reservedEvent } from "./protocol.js";

/** Under which name Pusher's clients get a message whose publisher gave it none. */
export const unnamedEvent = "message";

/**
 * Writes the frame of a message of the log. Undefined for a message that would pass for one of the protocol's own: such names can
 * only come from beside Pusher.
 */
export function eventFrame(message: Omit<LogMessage, "offset">, channel: string | undefined): string | undefined {
  const event = message.event ?? unnamedEvent;
  if (reservedEvent.test(event)) return undefined;
  const { memberId, userId } = message.sender;
  const from = memberId ?? userId;
  const signed = event.startsWith(clientEventPrefix) && channel !== undefined && kindOf(channel).access === "presence";
  return JSON.stringify({
    event,
    ...(channel !== undefined && { channel }),
    data: textOf(message.data),
    ...(signed && from !== null && { user_id: from }),
  } satisfies ServerFrame);
}
