import { highWaterBytes } from "./high-water.js";
import type { LoggedMessage } from "./logged-message.js";
import type { Subscription, SubscriptionOptions } from "./subscription.js";

/** Whether a subscription asked for the newest message only: always, or where its client is slow. */
export function wantsNewest({ conflateMs, policy }: SubscriptionOptions): boolean {
  return conflateMs > 0 || policy === "latest";
}

/** Holds the newest message of a subscription back until it may be sent. A newer one replaces it, and a `gap` tells that. */
export class Holdback {
  readonly #subscription: Subscription;
  #held: LoggedMessage | undefined;
  /** Whether messages between the last one sent and the held one were left out. */
  #leftOut = false;
  /** When the next message may be sent. */
  #nextAt = 0;

  constructor(subscription: Subscription) {
    this.#subscription = subscription;
  }

  get holds(): boolean {
    return this.#held !== undefined;
  }

  /** Takes a message in place of the held one, and sends it if it may be sent now. */
  take(logged: LoggedMessage): void {
    const { connection } = this.#subscription;
    this.#leftOut ||= this.holds;
    this.#held = logged;
    this.release(connection.hub.now());
    if (this.holds) connection.hub.wait(connection);
  }

  /** Sends what is held if its time has come. */
  release(now: number): void {
    const { connection, options, position } = this.#subscription;
    const held = this.#held;
    const slow = options.policy === "latest" && connection.link.bufferedBytes > highWaterBytes;
    if (held === undefined || now < this.#nextAt || slow) return;
    const leftOut = this.#leftOut;
    this.clear();
    this.#nextAt = now + options.conflateMs;
    if (leftOut) this.#subscription.gap({ ...position.sent, offset: held.message.offset - 1 }, "conflated");
    this.#subscription.send(held, false);
  }

  /** Forgets what is held, because a gap tells that it is lost. */
  clear(): void {
    this.#held = undefined;
    this.#leftOut = false;
  }
}
