import type { ClientFrame, MessageFrame, Position } from "../../src/frames/frames.gen.js";
import type { Effect, SessionEvent } from "../../src/index.js";

/** The least and the most of a wait before a retry, with the numbers of the model's `welcome` and `bye`. */
const waits = { least: 200, most: 20_500 };

/** What only a transport that was given up says. */
export const ghost = "ghost";

/** Watches what a session asks for and tells, and throws at the first thing that must not be. */
export class Invariants {
  /** By subscription: where the next message must be. */
  readonly #positions = new Map<number, Position | null>();
  readonly #outcomes = new Map<number, string>();
  /** Transports that are open, as far as the session may know. */
  readonly #transports = new Set<number>();
  #final = false;
  /** Whether the channel is held back. */
  held = false;
  /** Whether the application wants no connection. */
  parked = false;
  /** Since when the next attempt is waited for, unless something says to try at once. */
  #waiting: { readonly since: number; readonly attempt: number } | null = null;

  subscribed(subscription: number): void {
    this.#positions.set(subscription, null);
  }

  transportClosed(transport: number): void {
    this.#transports.delete(transport);
  }

  /** The host woke up or is online: whatever waits may go on at once. */
  awake(): void {
    if (this.#waiting !== null) this.#waiting = { ...this.#waiting, since: -Infinity };
  }

  /** The application wants a connection again: after `disconnect` the back-off begins anew. */
  connects(): void {
    if (this.parked) this.#waiting = null;
    this.parked = false;
  }

  finalClose(): void {
    this.#final = true;
  }

  /** Whether the server refused for good. */
  get final(): boolean {
    return this.#final;
  }

  get settled(): ReadonlyMap<number, string> {
    return this.#outcomes;
  }

  get positions(): ReadonlyMap<number, Position | null> {
    return this.#positions;
  }

  effect(effect: Effect, now: number): void {
    if (effect.type === "open") this.#opened(effect.transport, now);
    if (effect.type === "close") this.#transports.delete(effect.transport);
    if (effect.type === "send") this.#sent(effect.frame);
    if (effect.type === "emit") this.#told(effect.event, now);
  }

  #opened(transport: number, now: number): void {
    const { since, attempt } = this.#waiting ?? { since: 0, attempt: 0 };
    must(attempt < 2 || now - since >= waits.least, `I7: attempt ${attempt} after only ${now - since} ms`);
    must(this.#transports.size === 0, "I5: a transport is opened while another is");
    must(!this.parked, "a transport is opened while no connection is wanted");
    must(!this.#final, "I6: a transport is opened after a final close");
    this.#transports.add(transport);
  }

  /** I9 and more: only the position of what was told last is ever sent, and nothing on a channel that is held back. */
  #sent(frame: ClientFrame): void {
    must(frame.type !== "publish" || !this.held, "a publish goes out while its channel is held back");
    const asked = frame.type === "hello" ? (frame.subscriptions ?? []) : frame.type === "subscribe" ? [frame] : [];
    for (const { since } of asked) {
      if (since === undefined) continue;
      const known = [...this.#positions.values()].some(
        (each) => each?.epoch === since.epoch && each.offset === since.offset,
      );
      must(known, `I9: ${since.epoch}:${since.offset} is sent, and no subscription is there`);
    }
  }

  #told(event: SessionEvent, now: number): void {
    if (event.type === "message") this.#message(event.subscription, event.frame);
    if (event.type === "gap") this.#positions.set(event.subscription, event.frame.to);
    if (event.type === "subscription") this.#state(event);
    if (event.type === "settled") {
      must(!this.#outcomes.has(event.request), `I2: request ${event.request} settles twice`);
      this.#outcomes.set(event.request, event.outcome.status);
    }
    if (event.type === "state") this.#retry(event, now);
  }

  #state({ subscription, state }: SessionEvent & { readonly type: "subscription" }): void {
    if (state.status === "unsubscribed") this.#positions.delete(subscription);
    else if (state.status === "subscribed" && this.#positions.get(subscription) === null) {
      this.#positions.set(subscription, state.position);
    }
  }

  #message(subscription: number, { offset, data }: MessageFrame): void {
    must(data !== ghost, "I5: an older transport is heard");
    const position = this.#positions.get(subscription);
    must(position !== undefined && position !== null, "I1: a message of a subscription that does not hold");
    must(offset === position.offset + 1, `I1: message ${offset} follows ${position.offset}`);
    this.#positions.set(subscription, { ...position, offset });
  }

  #retry({ state }: SessionEvent & { readonly type: "state" }, now: number): void {
    if (state.status !== "reconnecting") return;
    if (state.attempt !== this.#waiting?.attempt) this.#waiting = { since: now, attempt: state.attempt };
    must(state.retryAt === null || state.retryAt - now <= waits.most, `I7: a wait until ${state.retryAt} at ${now}`);
  }
}

export function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message);
}
