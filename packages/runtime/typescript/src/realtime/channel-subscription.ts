import type { GapFrame, MessageFrame, Position, SessionError, SubscriptionState } from "@parlance/protocol";
import { onAbort } from "./abortable.js";
import { authorizerOf, channelToken } from "./authorize-channel.js";
import type { ChannelContext } from "./channel-context.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { invalidMessage } from "./invalid-message.js";
import { gapOf, messageOf } from "./message-of.js";
import { RealtimeError } from "./realtime-error.js";
import type { SubscriptionSink } from "./realtime-session.js";
import type { DeliveryOptions } from "./subscribe-options.js";
import type { Subscription, SubscriptionReady } from "./subscription.js";
import { wireOptions } from "./wire-options.js";

/** Who gets what a subscription receives. */
export interface SubscriptionHandlers {
  readonly message: (message: ChannelMessage) => unknown;
  readonly gap?: ((gap: ChannelGap) => unknown) | undefined;
  readonly live?: (() => unknown) | undefined;
  readonly state?: ((state: SubscriptionState) => unknown) | undefined;
}

interface Waiting {
  readonly resolve: (ready: SubscriptionReady) => void;
  readonly reject: (error: RealtimeError) => void;
}

/** One subscription of a channel: knows its position and its authorisation, and hands over what comes. */
export class ChannelSubscription implements Subscription, SubscriptionSink {
  readonly #context: ChannelContext;
  readonly #options: DeliveryOptions;
  readonly #handlers: SubscriptionHandlers;
  #stopSignal = (): void => undefined;
  /** The session's number of it. */
  #number = 0;
  #state: SubscriptionState = { status: "subscribing" };
  #epoch: string | undefined;
  #offset: number | undefined;
  /** Whether the token of a private channel was refused, and the next one is the last. */
  #refused = false;
  #ready: Promise<SubscriptionReady> | undefined;
  #waiting: Waiting | undefined;

  /** Throws what ended the client, if something did. */
  constructor(context: ChannelContext, options: DeliveryOptions, handlers: SubscriptionHandlers) {
    this.#context = context;
    this.#options = options;
    this.#handlers = handlers;
    this.#moveTo(options.since);
    this.#stopSignal = onAbort(options.signal, () => this.unsubscribe());
    if (this.#state.status === "subscribing") this.#begin();
  }

  get channel(): string {
    return this.#context.name;
  }

  get state(): SubscriptionState {
    return this.#state;
  }

  get position(): Position | undefined {
    if (this.#epoch === undefined || this.#offset === undefined) return undefined;
    return { epoch: this.#epoch, offset: this.#offset };
  }

  get ready(): Promise<SubscriptionReady> {
    this.#ready ??= new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#settle();
    });
    return this.#ready;
  }

  unsubscribe(): void {
    if (this.#state.status === "unsubscribed") return;
    this.#context.session.unsubscribe(this.#number);
    this.#enter({ status: "unsubscribed" });
  }

  message(frame: MessageFrame): void {
    const message = messageOf(frame, this.#epoch);
    if (frame.offset !== undefined) {
      this.#epoch = message.epoch;
      this.#offset = frame.offset;
    }
    const { session, events } = this.#context;
    const { listeners } = session;
    const { onUnknown, onInvalid } = this.#options;
    if (events?.has(message.event) === false) {
      if (onUnknown) listeners.call(onUnknown, message);
      else listeners.emit("unknown", message);
      return;
    }
    const error = invalidMessage(this.#context, "invalid_response", message.event, message.data);
    if (error === undefined) listeners.call(this.#handlers.message, message);
    else if (onInvalid) listeners.call((invalid: ChannelMessage) => onInvalid(error, invalid), message);
    else session.report(error);
  }

  gap(frame: GapFrame): void {
    this.#moveTo(frame.to);
    const { gap } = this.#handlers;
    if (gap) this.#context.session.listeners.call(gap, gapOf(frame));
  }

  live(): void {
    const { live } = this.#handlers;
    if (live) this.#context.session.listeners.call(live, undefined);
  }

  told(state: SubscriptionState): void {
    if (state.status === "subscribed") {
      this.#refused = false;
      if (this.#epoch === undefined) this.#moveTo(state.position);
    }
    const again = state.status === "unsubscribed" && state.error !== undefined && this.#mayTryAgain(state.error);
    if (again) this.#begin();
    else this.#enter(state);
  }

  /** A channel's token is bound to one connection and short-lived: a refusal may only mean that it is worn out. */
  #mayTryAgain({ code }: SessionError): boolean {
    const again = !this.#refused && code !== "closed" && authorizerOf(this.#context) !== undefined;
    this.#refused = again;
    return again;
  }

  #begin(): void {
    const authorize = authorizerOf(this.#context);
    if (authorize === undefined) return this.#subscribe(undefined);
    channelToken(this.#context, authorize).then(
      (token) => {
        if (this.#state.status !== "unsubscribed") this.#subscribe(token);
      },
      (error: SessionError) => this.#enter({ status: "unsubscribed", error }),
    );
  }

  #subscribe(token: string | undefined): void {
    const { session, name } = this.#context;
    this.#number = session.subscribe(name, wireOptions(this.#options, this.position, token), this);
  }

  #enter(state: SubscriptionState): void {
    if (this.#state.status === "unsubscribed") return;
    this.#state = state;
    if (state.status === "unsubscribed") this.#stopSignal();
    const { session } = this.#context;
    const { state: handler } = this.#handlers;
    if (handler) session.listeners.call(handler, state);
    // A refusal that nobody waits for is told as an error of the client.
    if (state.status === "unsubscribed" && state.error && state.error.code !== "closed" && !this.#waiting)
      session.report(new RealtimeError(state.error));
    this.#settle();
  }

  #settle(): void {
    const state = this.#state;
    if (state.status === "subscribed") this.#waiting?.resolve({ position: state.position, recovered: state.recovered });
    else if (state.status === "unsubscribed") this.#waiting?.reject(new RealtimeError(state.error ?? endedEarly));
    else return;
    this.#waiting = undefined;
  }

  #moveTo(position: Position | undefined): void {
    this.#epoch = position?.epoch;
    this.#offset = position?.offset;
  }
}

const endedEarly: SessionError = {
  code: "unsubscribed",
  message: "The subscription ended before the server accepted it; subscribe again",
  retryable: false,
};
