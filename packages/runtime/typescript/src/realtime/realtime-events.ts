import type { CastFrame, ConnectionState } from "@parlance/protocol";
import type { ParlanceError } from "../errors/parlance-error.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";

/** What a realtime client tells its listeners: the name, and what they are called with. */
export interface RealtimeEvents {
  /** The connection's state changed. */
  readonly state: ConnectionState;
  /**
   * Something failed that nobody waits for: a complaint of the server, a message that breaks the contract, an exception of a
   * handler (`handler_failed`, the exception is its cause). The client goes on.
   */
  readonly error: ParlanceError;
  /** A message to this user or connection alone, which nobody has to subscribe to; or a gap among them. */
  readonly direct: ChannelMessage | ChannelGap;
  /** A call by the server that wants no answer. */
  readonly cast: Pick<CastFrame, "method" | "params">;
  /** A frame of a type, or a message with an event, that this version does not know. */
  readonly unknown: Readonly<Record<string, unknown>> | ChannelMessage;
}
