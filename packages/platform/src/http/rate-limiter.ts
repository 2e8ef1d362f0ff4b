import type { Clock } from "../clock.js";

/** What is left of a caller's calls. */
export interface Rate {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the limit is whole again. */
  readonly resetSeconds: number;
  /** Seconds until the next call is allowed; 0 = this one is. */
  readonly retryAfterSeconds: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const maxBuckets = 10_000;

/** One token bucket per caller: a burst of `callsPerSecond`, refilled at that rate. Idle callers are forgotten. */
export class RateLimiter {
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: { readonly callsPerSecond: number; readonly clock: Clock }) {
    this.#perSecond = options.callsPerSecond;
    this.#clock = options.clock;
  }

  /** Takes one call from the caller's bucket. */
  take(caller: string): Rate {
    const bucket = this.#bucket(caller);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens -= 1;
    return {
      limit: this.#perSecond,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.ceil((this.#perSecond - bucket.tokens) / this.#perSecond),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((1 - bucket.tokens) / this.#perSecond)),
    };
  }

  #bucket(caller: string): Bucket {
    const now = this.#clock();
    const known = this.#buckets.get(caller);
    this.#buckets.delete(caller);
    const elapsed = known === undefined ? 0 : Math.max(0, now - known.at) / 1000;
    const tokens =
      known === undefined ? this.#perSecond : Math.min(this.#perSecond, known.tokens + elapsed * this.#perSecond);
    const bucket = { tokens, at: now };
    this.#buckets.set(caller, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > maxBuckets && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}
