import type { Outcome } from "./session-event.js";
import type { Context } from "./context.js";
import type { Requests } from "./requests.js";
import type { SessionError } from "./session-error.js";

/** How long before its end a token is refreshed at least, and as a part of its life. */
const leadMs = 30_000;
const leadPart = 0.1;
/** Refreshing is not tried more often than this, however short the tokens live. */
const leastMs = 1_000;
/** Wait before a refresh that failed is tried again, with as much again as jitter. */
const retryMs = 5_000;

/** The token: held, being fetched, refreshed before it ends. One fetch at a time, whoever wants it. */
export class Token {
  #value: string | undefined;
  #held = false;
  #fetching = false;
  /** The next fetch must not answer from a cache. */
  #stale = false;
  #endsAt = Infinity;
  #refreshAt = Infinity;
  #refusals = 0;
  #refusal: SessionError | null = null;

  constructor(
    readonly context: Context,
    readonly requests: Requests,
  ) {}

  get value(): string | undefined {
    return this.#value;
  }

  /** Whether `hello` can be sent with what is held. If not, a fetch is under way after this call. */
  ready(): boolean {
    if (this.#held && !this.#stale && this.context.now < this.#endsAt) return true;
    this.#fetch(this.#stale || this.#held);
    return false;
  }

  /**
   * The server refused it, while a connection held or was being made: a fresh one is needed. Returns false if that was one, so
   * that there is no sense in a third.
   */
  refused(error: SessionError, held: boolean): boolean {
    this.#stale = true;
    this.#refusal = error;
    if (!held) this.#refusals += 1;
    return this.#refusals < 2;
  }

  /** Why the server refused what is held, when the provider gave the same once more; null: it may be tried. */
  get refusal(): SessionError | null {
    return this.#refusal;
  }

  /** A connection holds with it, for so long. */
  accepted(ttlMs: number | null): void {
    this.#refusals = 0;
    this.#refusal = null;
    const { now } = this.context;
    this.#endsAt = ttlMs === null ? Infinity : now + ttlMs;
    this.#refreshAt = ttlMs === null ? Infinity : now + this.#refreshAfter(ttlMs);
  }

  /** Gets a fresh one while the connection goes on. */
  refresh(): void {
    this.#refreshAt = Infinity;
    this.#fetch(true);
  }

  fetched(value: string | undefined, connected: boolean): void {
    const same = this.#held && value === this.#value;
    if (!same) this.#refusal = null;
    this.#value = value;
    this.#held = true;
    this.#fetching = false;
    this.#stale = false;
    this.#endsAt = Infinity;
    // A provider with nothing newer is not asked in a circle: the server says when it is over.
    if (connected && !same && value !== undefined) this.#authenticate(value);
  }

  /** The provider failed, and may be asked again. */
  failed(connected: boolean): void {
    this.#fetching = false;
    if (connected) this.#refreshAt = this.context.now + retryMs + this.context.between(0, retryMs);
  }

  tick(): void {
    if (this.context.now >= this.#refreshAt) this.refresh();
  }

  /** When `tick` has something to do while connected. */
  get deadline(): number {
    return this.#refreshAt;
  }

  #fetch(fresh: boolean): void {
    if (this.#fetching) return;
    this.#fetching = true;
    this.context.effects.push({ type: "fetchToken", fresh });
  }

  #authenticate(token: string): void {
    const settle = (outcome: Outcome): void => {
      if (outcome.status === "ok") return this.accepted(Number(outcome.frame["tokenTtlMs"]));
      this.context.emit({ type: "error", error: outcome.error });
      this.failed(true);
    };
    this.requests.urge({ type: "auth", token }, settle);
  }

  #refreshAfter(ttlMs: number): number {
    const wait = Math.max(ttlMs - Math.max(leadMs, ttlMs * leadPart), ttlMs / 2);
    return Math.max(leastMs, wait * this.context.between(0.95, 1.05));
  }
}
