import type { ChannelMessage } from "./channel-message.js";
import type { ChannelOptions } from "./channel-options.js";
import type { RealtimeSession } from "./realtime-session.js";
import type { DeliveryOptions } from "./subscribe-options.js";

/** One channel of one client, as the parts of the runtime see it. */
export interface ChannelContext {
  readonly session: RealtimeSession;
  readonly name: string;
  readonly options: ChannelOptions;
  /** What the contract says of it; undefined: anything may come and go. */
  readonly contract?: ChannelContract | undefined;
}

/** What a contract says of the messages of a channel. */
export interface ChannelContract {
  /** Whether a message is for its handler. One that is not is told to whoever cares instead. */
  accepts(message: ChannelMessage, options: DeliveryOptions): boolean;
  /** Throws a `ValidationError` if the data must not be published under this event. */
  assertValid(event: string, data: unknown): void;
}
