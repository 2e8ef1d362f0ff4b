import { decodeFailed, positionLost } from "../frames/codes.gen.js";
import type { Subscription as SubscriptionBody, UnsubscribedFrame } from "../frames/frames.gen.js";
import type { Command } from "./command.js";
import type { Context } from "./context.js";
import { errorOf } from "./errors.js";
import type { Part } from "./part.js";
import type { Requests } from "./requests.js";
import type { SessionError } from "./session-error.js";
import type { Outcome } from "./session-event.js";
import { type Address, Subscription } from "./subscription.js";
import { isStart } from "./track.js";

/** As many as `hello` takes. */
const mostInHello = 200;

/** Holes in a row that are asked for at once. */
const mostHoles = 3;

/** All subscriptions: told apart, asked for, asked for again. */
export class Subscriptions {
  readonly #byNumber = new Map<number, Subscription>();
  /** The first of each channel by its name, for it has no number on the wire, and the others by theirs. */
  readonly #byAddress = new Map<string | number, Subscription>();
  #lastWire = 0;
  #connected = false;
  /** No retry is due before. */
  deadline = Infinity;

  constructor(
    readonly context: Context,
    readonly requests: Requests,
    readonly parts: ReadonlyMap<unknown, Part>,
  ) {}

  subscribe({ subscription: number, channel, options }: Command & { readonly type: "subscribe" }): void {
    const wire = this.#byAddress.has(channel) ? ++this.#lastWire : undefined;
    const subscription = new Subscription(this.context, { number, channel, wire, options }, this.#onHole);
    this.#byNumber.set(number, subscription);
    this.#byAddress.set(wire ?? channel, subscription);
    if (this.#connected) this.ask(subscription);
  }

  unsubscribe(number: number): void {
    const subscription = this.#byNumber.get(number);
    if (subscription === undefined) return;
    this.#remove(subscription);
    if (this.#connected) this.requests.urge({ type: "unsubscribe", ...subscription.address }, () => {});
  }

  /** As many as fit, to travel inside `hello`; the rest is asked for after `welcome`. */
  embed(room: number): SubscriptionBody[] {
    const bodies: SubscriptionBody[] = [];
    let left = room;
    for (const subscription of this.#byNumber.values()) {
      const body = subscription.body();
      left -= JSON.stringify(body).length * 3;
      if (bodies.length === mostInHello || left < 0) break;
      bodies.push({ id: this.requests.embed({ type: "subscribe", ...body }, this.#answerTo(subscription)), ...body });
    }
    return bodies;
  }

  welcomed(): void {
    this.#connected = true;
    for (const each of this.#byNumber.values()) if (each.asked === null) this.ask(each);
  }

  broken(): void {
    this.#connected = false;
    this.deadline = Infinity;
    for (const each of this.#byNumber.values()) each.pending();
  }

  end(error?: SessionError): void {
    this.#connected = false;
    for (const each of this.#byNumber.values()) each.ended(error);
    this.#byNumber.clear();
    this.#byAddress.clear();
  }

  find({ channel, subscription }: Address): Subscription | undefined {
    return this.#byAddress.get(subscription ?? channel);
  }

  /** The server ended one. */
  withdrawn(frame: UnsubscribedFrame): void {
    const subscription = this.find(frame);
    if (subscription !== undefined) this.#refused(subscription, errorOf(frame));
  }

  /** Asks again for those that were refused a while ago. */
  tick(): void {
    if (this.context.now < this.deadline) return;
    this.deadline = Infinity;
    for (const each of this.#byNumber.values()) {
      if (each.retryAt <= this.context.now) this.ask(each);
      else this.deadline = Math.min(this.deadline, each.retryAt);
    }
  }

  /** A change of presence is missing: the snapshot comes with a new answer. */
  askForPresence(channel: string): void {
    for (const each of this.#byNumber.values()) {
      if (each.what.channel === channel && each.showsPresence) this.ask(each);
    }
  }

  /** Asks for what comes after its position. */
  ask(subscription: Subscription): void {
    subscription.pending();
    this.requests.urge({ type: "subscribe", ...subscription.body() }, this.#answerTo(subscription));
  }

  readonly #onHole = (subscription: Subscription, holes: number): void => {
    if (holes <= mostHoles) this.ask(subscription);
    else this.#refused(subscription, positionLost);
  };

  /** Takes the answer, unless it was asked again since. */
  #answerTo(subscription: Subscription): (outcome: Outcome) => void {
    const settle = (outcome: Outcome): void => {
      if (subscription.asked === settle) this.#answered(subscription, outcome);
    };
    subscription.asked = settle;
    return settle;
  }

  #answered(subscription: Subscription, outcome: Outcome): void {
    if (outcome.status !== "ok") return this.#refused(subscription, outcome.error);
    const { frame } = outcome;
    if (!isStart(frame)) return this.#refused(subscription, decodeFailed);
    subscription.subscribed(frame);
    for (const part of this.parts.values()) part.subscribed(subscription.what.channel, subscription.showsPresence);
  }

  #refused(subscription: Subscription, error: SessionError): void {
    if (error.retryable) {
      subscription.refused(error);
      this.deadline = Math.min(this.deadline, subscription.retryAt);
    } else {
      this.#remove(subscription, error);
    }
  }

  #remove(subscription: Subscription, error?: SessionError): void {
    const { number, channel, wire } = subscription.what;
    this.#byNumber.delete(number);
    this.#byAddress.delete(wire ?? channel);
    // An answer that is still to come says nothing any more.
    subscription.asked = null;
    subscription.ended(error);
  }
}
