import type { GapFrame, MessageFrame, Position, SessionError, SubscriptionState } from "@parlance/protocol";
import { onAbort } from "./abortable.js";
import type { Authorizable, Authorization } from "./authorizer.js";
import type { ChannelContext } from "./channel-context.js";
import type { ChannelGap, ChannelMessage } from "./channel-message.js";
import { endOfSubscription } from "./end-of-subscription.js";
import { gapOf, messageOf } from "./message-of.js";
import { RealtimeError } from "./realtime-error.js";
import type { InnerDeliveryOptions } from "./subscribe-options.js";
import type { SubscriptionSink } from "./subscription-sink.js";
import type { Subscription, SubscriptionReady } from "./subscription.js";
import { wireOptions } from "./wire-options.js";

/** Who gets what a subscription receives. */
export interface SubscriptionHandlers {
  readonly message: (message: ChannelMessage) => unknown;
  readonly gap?: ((gap: ChannelGap) => unknown) | undefined;
  readonly live?: (() => unknown) | undefined;
  readonly state?: ((state: SubscriptionState) => unknown) | undefined;
  /** Whether `state` deals with a refusal. Else one that nobody waits for is told as an error of the client. */
  readonly takesRefusal?: boolean;
}

interface Waiting {
  readonly resolve: (ready: SubscriptionReady) => void;
  readonly reject: (error: RealtimeError) => void;
}

/** One subscription of a channel: knows its position and its authorisation, and hands over what comes. */
export class ChannelSubscription implements Subscription, SubscriptionSink, Authorizable {
  readonly #context: ChannelContext;
  readonly #options: InnerDeliveryOptions;
  readonly #handlers: SubscriptionHandlers;
  #stopSignal = (): void => undefined;
  /** The session's number of it. */
  #number = 0;
  #state: SubscriptionState = { status: "subscribing" };
  #epoch: string | undefined;
  #offset: number | undefined;
  #authorization: Authorization | undefined;
  #ready: Promise<SubscriptionReady> | undefined;
  #waiting: Waiting | undefined;

  /** Throws what ended the client, if something did. */
  constructor(context: ChannelContext, options: InnerDeliveryOptions, handlers: SubscriptionHandlers) {
    this.#context = context;
    this.#options = options;
    this.#handlers = handlers;
    this.#moveTo(options.since);
    this.#stopSignal = onAbort(options.signal, () => this.unsubscribe());
    if (this.#state.status !== "subscribing") return;
    const authorize = context.options.authorize ?? context.session.options.authorize;
    this.#authorization = authorize?.(context, this);
    if (this.#authorization === undefined) this.subscribe();
    else this.#authorization.begin();
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
    if (this.#context.contract?.accepts(message, this.#options) !== false) this.#call(this.#handlers.message, message);
  }

  gap(frame: GapFrame): void {
    this.#moveTo(frame.to);
    this.#call(this.#handlers.gap, gapOf(frame));
  }

  live(): void {
    this.#call(this.#handlers.live, undefined);
  }

  told(state: SubscriptionState): void {
    if (state.status === "subscribed" && this.#epoch === undefined) this.#moveTo(state.position);
    if (this.#authorization?.takes(state) !== true) this.#enter(state);
  }

  subscribe(token?: string): void {
    const { session, name } = this.#context;
    this.#number = session.subscribe(name, wireOptions(this.#options, this.position, token), this);
  }

  refused(error: SessionError, again: boolean): void {
    this.#context.session.unsubscribe(this.#number);
    const position = this.position ?? null;
    this.#enter(again ? { status: "resubscribing", position, error } : { status: "unsubscribed", error });
  }

  #enter(state: SubscriptionState): void {
    if (this.#state.status === "unsubscribed") return;
    this.#state = state;
    if (state.status === "unsubscribed") {
      this.#stopSignal();
      this.#authorization?.stop();
    }
    this.#call(this.#handlers.state, state);
    const heeded = this.#waiting !== undefined || this.#handlers.takesRefusal === true;
    if (state.status === "unsubscribed" && state.error && state.error.code !== "closed" && !heeded)
      this.#context.session.report(new RealtimeError(state.error));
    this.#settle();
  }

  #call<Value>(handler: ((value: Value) => unknown) | undefined, value: Value): void {
    if (handler) this.#context.session.listeners.call(handler, value);
  }

  #settle(): void {
    const state = this.#state;
    if (state.status === "subscribed") this.#waiting?.resolve({ position: state.position, recovered: state.recovered });
    else if (state.status === "unsubscribed")
      this.#waiting?.reject(endOfSubscription(this.#context.session, state.error));
    else return;
    this.#waiting = undefined;
  }

  #moveTo(position: Position | undefined): void {
    this.#epoch = position?.epoch;
    this.#offset = position?.offset;
  }
}
