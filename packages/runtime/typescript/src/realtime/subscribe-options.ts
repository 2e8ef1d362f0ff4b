import type { Position, SubscribeOptions as WireOptions, SubscriptionState } from "@parlance/protocol";
import type { ValidationError } from "../errors/validation-error.js";
import type { AnyEvents } from "./channel-events.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";

/** Which messages a subscription gets, and how. */
export interface DeliveryOptions extends Pick<
  WireOptions,
  "conflateMs" | "filter" | "policy" | "returnMode" | "rewind"
> {
  /** Go on after this position: `{ epoch, offset }` of the last message that was seen. A loss is told as a gap. */
  readonly since?: Position;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
  /** Called with a message whose event the channel's contract does not name. Default: the client's `unknown` listeners. */
  readonly onUnknown?: (message: ChannelMessage) => void;
  /** Called with a message that breaks the contract, in place of the handler. Default: the client's `error` listeners. */
  readonly onInvalid?: (error: ValidationError, message: ChannelMessage) => void;
}

/** The same for parts of the runtime, which may ask for presence too. */
export type InnerDeliveryOptions = DeliveryOptions & Pick<WireOptions, "mode">;

/** How a channel is subscribed to with a handler. */
export interface SubscribeOptions extends DeliveryOptions {
  /** Called where messages are missing, between the messages. */
  readonly onGap?: (gap: ChannelGap) => void;
  /** Called when everything that was missed has been handed over and messages are live again. */
  readonly onLive?: () => void;
  /** Called with each state of the subscription. */
  readonly onState?: (state: SubscriptionState) => void;
}

/**
 * Gets the messages of a channel, one after the other, in order. It is not awaited: for work that takes time iterate
 * `messages(channel)`, which slows down instead of piling up. What it throws, now or later, goes to the client's `error`
 * listeners and changes nothing.
 */
export type MessageHandler<Events extends object = AnyEvents> = (message: ChannelMessage<Events>) => unknown;

/** How messages are iterated. */
export interface MessagesOptions extends DeliveryOptions {
  /** How many messages wait for the reader at most. Default: 1,000. */
  readonly buffer?: number;
  /**
   * What happens when the reader is too slow and the buffer is full. Default, `"resume"`: the subscription is given up and, when
   * the buffer is empty, taken up where it was; nothing is lost as long as the channel's history reaches back, and a loss is a
   * gap. `"drop-oldest"`: the oldest are dropped, and a gap stands in their place.
   */
  readonly overflow?: "resume" | "drop-oldest";
}
