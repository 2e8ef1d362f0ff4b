import type { GapFrame, MessageFrame, Position, SessionError, SubscriptionState } from "@parlance/protocol";
import { onAbort } from "./abortable.js";
import { Authorization, authorizerOf } from "./authorization.js";
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
export class ChannelSubscription implements Subscription, SubscriptionSink {
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
  /** Whether the channel waits for this subscription. */
  #holds = false;
  #ready: Promise<SubscriptionReady> | undefined;
  #waiting: Waiting | undefined;

  /** Throws what ended the client, if something did. */
  constructor(context: ChannelContext, options: InnerDeliveryOptions, handlers: SubscriptionHandlers) {
    this.#context = context;
    this.#options = options;
    this.#handlers = handlers;
    this.#moveTo(options.since);
    this.#stopSignal = onAbort(options.signal, () => this.unsubscribe());
    const authorize = authorizerOf(context);
    if (this.#state.status !== "subscribing") return;
    this.#authorization = authorize && new Authorization(context, authorize, this);
    this.#hold();
    if (this.#authorization === undefined) this.authorized(undefined);
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
    const { session, contract } = this.#context;
    if (contract?.accepts(message, this.#options) !== false) session.listeners.call(this.#handlers.message, message);
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
      this.#authorization?.accepted();
      if (this.#epoch === undefined) this.#moveTo(state.position);
    }
    if ("error" in state && state.error && this.#authorization) this.unauthorized(state.error);
    else this.#enter(state);
  }

  authorized(token: string | undefined): void {
    const { session, name } = this.#context;
    this.#number = session.subscribe(name, wireOptions(this.#options, this.position, token), this);
  }

  /** Begins again with another token, if that may help. */
  unauthorized(error: SessionError): void {
    const again = this.#authorization?.mayTryAgain(error) === true;
    this.#context.session.unsubscribe(this.#number);
    if (!again) return this.#enter({ status: "unsubscribed", error });
    this.#enter({ status: "resubscribing", position: this.position ?? null, error });
    this.#authorization?.begin();
  }

  #enter(state: SubscriptionState): void {
    if (this.#state.status === "unsubscribed") return;
    this.#state = state;
    this.#hold();
    if (state.status === "unsubscribed") {
      this.#stopSignal();
      this.#authorization?.stop();
    }
    const { session } = this.#context;
    const { state: handler } = this.#handlers;
    if (handler) session.listeners.call(handler, state);
    const heeded = this.#waiting !== undefined || this.#handlers.takesRefusal === true;
    if (state.status === "unsubscribed" && state.error && state.error.code !== "closed" && !heeded)
      session.report(new RealtimeError(state.error));
    this.#settle();
  }

  /** A publish may need the token of this subscription: none goes out before that is accepted. */
  #hold(): void {
    const { status } = this.#state;
    const holds = this.#authorization !== undefined && (status === "subscribing" || status === "resubscribing");
    if (holds === this.#holds) return;
    this.#holds = holds;
    this.#context.session.hold(this.channel, holds);
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
