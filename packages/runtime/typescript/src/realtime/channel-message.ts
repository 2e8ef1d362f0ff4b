import type { GapFrame, Position, Sender } from "@parlance/protocol";
import type { AnyEvents, EventName } from "./channel-events.js";

/** A message with one event's name and data. */
export interface MessageOf<Name extends string, Data> {
  /** Tells it from a gap. */
  readonly type: "message";
  readonly channel: string;
  /** What happened; empty if the publisher named nothing. */
  readonly event: Name;
  readonly data: Data;
  /** The message's id, by which its copies in webhooks and history are known. */
  readonly id: string | undefined;
  /** Its place in the channel's log; both are undefined for what is in no log. With `offset` it is a `Position`, for `since`. */
  readonly epoch: string | undefined;
  readonly offset: number | undefined;
  /** Milliseconds since 1970, by the server's clock. */
  readonly publishedAt: number | undefined;
  readonly from: Sender | undefined;
  /** Short texts for filters. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the publisher called this publish. */
  readonly publishId: string | undefined;
  /** Whether it was missed or asked for by `rewind`, and came later than its time. */
  readonly replay: boolean;
}

/**
 * A message of a channel. With a map from event name to data type it is a union that `message.event` tells apart:
 *
 * ```ts
 * if (message.event === "order.paid") message.data.amount;
 * ```
 */
export type ChannelMessage<Events extends object = AnyEvents> = {
  [Name in EventName<Events>]: MessageOf<Name, Events[Name]>;
}[EventName<Events>];

/** Messages are missing here. Whoever keeps a state by messages reads it anew. */
export interface ChannelGap {
  /** Tells it from a message. */
  readonly type: "gap";
  readonly channel: string;
  /** The last position before; undefined if there was none. */
  readonly from: Position | undefined;
  /** Where it goes on. */
  readonly to: Position | undefined;
  /**
   * Why: the server no longer had them, the log began anew, the filter changed, the server left them out (`policy: "latest"`,
   * `conflateMs`), or this reader was too slow (`overflow: "drop-oldest"`).
   */
  readonly reason: GapFrame["reason"] | "buffer_exceeded";
}
