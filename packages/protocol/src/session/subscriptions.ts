import { decodeFailed, positionLost } from "../frames/codes.gen.js";
import type { Subscription as SubscriptionBody, UnsubscribedFrame } from "../frames/frames.gen.js";
import type { Command } from "./command.js";
import type { Context } from "./context.js";
import { errorOf } from "./errors.js";
import type { Part } from "./part.js";
import type { RequestSpec } from "./request.js";
import type { Requests } from "./requests.js";
import type { SessionError } from "./session-error.js";
import type { Outcome } from "./session-event.js";
import { type Address, Subscription } from "./subscription.js";
import { isStart } from "./track.js";

/** How long the server may take to answer. */
const answerMs = 10_000;
/** As many as `hello` takes. */
const mostInHello = 200;

/** Holes in a row that are asked for at once. */
const mostHoles = 3;

/** All subscriptions: told apart, asked for, asked for again. */
export class Subscriptions {
  readonly #byNumber = new Map<number, Subscription>();
  /** The first of each channel, which has no number on the wire, and the others by theirs. */
  readonly #first = new Map<string, Subscription>();
  readonly #further = new Map<number, Subscription>();
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
    const wire = this.#first.has(channel) ? ++this.#lastWire : undefined;
    const subscription = new Subscription(this.context, { number, channel, wire, options }, this.#onHole);
    this.#byNumber.set(number, subscription);
    if (wire === undefined) this.#first.set(channel, subscription);
    else this.#further.set(wire, subscription);
    if (this.#connected) this.ask(subscription);
  }

  unsubscribe(number: number): void {
    const subscription = this.#byNumber.get(number);
    if (subscription === undefined) return;
    this.#remove(subscription);
    const body = { type: "unsubscribe", ...subscription.address } as const;
    if (this.#connected) this.requests.urge({ body, timeoutMs: answerMs, settle: () => {} });
  }

  ack(number: number, offset: number): void {
    const subscription = this.#byNumber.get(number);
    if (subscription?.listening) this.context.send({ type: "ack", ...subscription.address, offset });
  }

  /** As many as fit, to travel inside `hello`; the rest is asked for after `welcome`. */
  embed(room: number): SubscriptionBody[] {
    const bodies: SubscriptionBody[] = [];
    let left = room;
    for (const subscription of this.#byNumber.values()) {
      const body = subscription.body();
      left -= JSON.stringify(body).length * 3;
      if (bodies.length === mostInHello || left < 0) break;
      bodies.push({ id: this.requests.embed(this.#spec(subscription, body)), ...body });
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
    this.#first.clear();
    this.#further.clear();
  }

  find({ channel, subscription }: Address): Subscription | undefined {
    return subscription === undefined ? this.#first.get(channel) : this.#further.get(subscription);
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
    this.requests.urge(this.#spec(subscription, subscription.body()));
  }

  readonly #onHole = (subscription: Subscription, holes: number): void => {
    if (holes <= mostHoles) this.ask(subscription);
    else this.#refused(subscription, positionLost);
  };

  #spec(subscription: Subscription, body: Omit<SubscriptionBody, "id">): RequestSpec {
    const spec: RequestSpec = {
      body: { type: "subscribe", ...body },
      timeoutMs: answerMs,
      settle: (outcome) => {
        if (subscription.asked === spec) this.#answered(subscription, outcome);
      },
    };
    subscription.asked = spec;
    return spec;
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
    if (wire === undefined) this.#first.delete(channel);
    else this.#further.delete(wire);
    // An answer that is still to come says nothing any more.
    subscription.asked = null;
    subscription.ended(error);
  }
}
