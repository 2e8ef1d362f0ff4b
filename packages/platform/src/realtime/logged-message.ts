import type { MessageFrame } from "@parlance/protocol";
import type { LogMessage } from "../broker/broker.js";
import type { FilterSubject } from "../filter/filter.js";
import { isJsonObject } from "../json/json.js";
import { OutgoingFrame } from "./outgoing-frame.js";

/** Members of a frame that belong to one subscription. */
export type Addressed = Pick<MessageFrame, "subscription" | "previous" | "replay" | "epoch">;

/**
 * The frame of a message. What is empty is left out, and the id that follows from the offset. What a channel's messages have in
 * common comes first and `data` last, so that clients can read a frame without parsing the former again.
 */
export function messageFrame(
  message: Omit<LogMessage, "offset"> & { readonly offset?: number },
  { subscription, ...addressed }: Addressed = {},
): MessageFrame {
  const { sender, tags, publishId, offset } = message;
  const sent = sender.connectionId !== null || sender.userId !== null || sender.memberId !== null;
  return {
    type: "message",
    channel: message.channel,
    ...(subscription !== undefined && { subscription }),
    ...(message.event !== null && { event: message.event }),
    ...(sent && { from: sender }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(offset === undefined ? { messageId: message.id } : { offset }),
    time: message.at,
    ...addressed,
    ...(publishId !== null && { publishId }),
    data: message.data,
  };
}

/** A message on its way to the subscriptions of its channel: what they share is made once, and only if somebody needs it. */
export class LoggedMessage {
  readonly message: LogMessage;
  #outgoing: OutgoingFrame | undefined;
  #subject: FilterSubject | undefined;

  constructor(message: LogMessage) {
    this.message = message;
  }

  /** The frame for every subscription that needs nothing of its own. */
  get outgoing(): OutgoingFrame {
    return (this.#outgoing ??= new OutgoingFrame(messageFrame(this.message)));
  }

  /** What filters see: the message, and where `data` is an event, the event in its place. */
  get subject(): FilterSubject {
    return (this.#subject ??= subjectOf(this.message));
  }

  /** The frame for one subscription. `data` stands in place of the message's own. */
  addressed(addressed: Addressed, data = this.message.data): OutgoingFrame {
    return new OutgoingFrame(messageFrame({ ...this.message, data }, addressed));
  }
}

const eventChannel = /^(?:topic|document|watch|user|room):/u;

function subjectOf({ channel, event, data, tags, publishId, id }: LogMessage): FilterSubject {
  const own = { id, event, data, tags, publishId };
  return eventChannel.test(channel) && isJsonObject(data) && typeof data["type"] === "string"
    ? { ...own, ...data }
    : own;
}
