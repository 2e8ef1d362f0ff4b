import type { RetryHint } from "../frames/frames.gen.js";
import type { SessionOptions } from "./session-options.js";

/** What a back-off needs to know: its bounds, and a number between two others. */
export interface BackOffContext {
  readonly options: Pick<SessionOptions, "retry" | "attempts">;
  between(from: number, to: number): number;
}

/** The first retry is spread over this, so that a server which drops everybody is not met by everybody at once. */
const firstSpreadMs = 250;
/** A connection that lived so long was a good one: the next loss begins anew. */
const goodLifeMs = 10_000;
/** So small, because 1.5 gives a median of 2.1 s after an outage of 8 s and this 0.9 s; the longest wait is the same. */
const growth = 1.2;
/** However small the server's hint, a refused client does not come back faster than this. */
const leastMs = 100;

/** A wait between half the least and what `tries` failures, at least one, make of it, at most the longest: full jitter. */
export function jittered(context: BackOffContext, { minMs, maxMs }: RetryHint, tries: number): number {
  const least = Math.max(minMs, leastMs);
  return context.between(least / 2, Math.max(least / 2, Math.min(maxMs, least * growth ** (tries - 1))));
}

/** How long to wait before the next attempt to connect. */
export class BackOff {
  /** Attempts since the last good connection. */
  tries = 0;
  /** Attempts in a row without a `welcome`. */
  #failures = 0;
  /** The bounds; the server's own once it told them. */
  #hint: RetryHint;

  constructor(readonly context: BackOffContext) {
    this.#hint = { minMs: 400, maxMs: 20_000, ...context.options.retry };
  }

  /** A connection holds, and the server told its bounds. */
  welcomed(hint: RetryHint): void {
    this.#hint = hint;
    this.#failures = 0;
  }

  /** Reports an attempt that got no `welcome`. Returns true if it was the last that is allowed. */
  failed(): boolean {
    return ++this.#failures >= (this.context.options.attempts ?? Infinity);
  }

  /** The application begins anew. */
  reset(): void {
    this.tries = 0;
    this.#failures = 0;
  }

  /** Reports how long a connection lived that is now lost. */
  lived(ms: number): void {
    if (ms >= goodLifeMs) this.tries = 0;
  }

  /** The next wait. `atOnce`: none, if this is the first attempt; a server that keeps saying so must not be hammered. */
  next(atOnce: boolean): number {
    const tries = this.tries++;
    if (tries > 0) return jittered(this.context, this.#hint, tries);
    return atOnce ? 0 : this.context.between(0, firstSpreadMs);
  }
}
