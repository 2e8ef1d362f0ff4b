import type { Clock } from "../client/clock.js";
import type { Timers } from "../realtime/timers.js";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock for tests: it stands until it is told to move, so waits cost no time. `ClientOptions.clock` and
 * `RealtimeOptions.clock` take it.
 *
 * ```ts
 * const clock = new VirtualClock();
 * const client = new Client({ url, clock });
 * ```
 */
export class VirtualClock implements Clock, Timers {
  #now: number;
  readonly #timers = new Set<Timer>();
  readonly #waits: number[] = [];

  /** Starts at a time in milliseconds since 1970. Default: 2026-01-01. */
  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  /** The waits that were asked for by `sleep` so far, in milliseconds. */
  get waits(): readonly number[] {
    return this.#waits;
  }

  /** How many wait now. 0 = nothing is left behind. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#waits.push(milliseconds);
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const cancel = this.schedule(milliseconds, resolve);
      const abort = (): void => {
        cancel();
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  schedule(milliseconds: number, wake: () => void): () => void {
    const timer = { at: this.#now + milliseconds, wake };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Moves on and wakes whoever's time has come, each at its time, earliest first; also those who come up on the way. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let timer = this.#nextBy(end); timer !== undefined; timer = this.#nextBy(end)) {
      this.#now = Math.max(this.#now, timer.at);
      this.#timers.delete(timer);
      timer.wake();
    }
    this.#now = end;
  }

  /** Moves on at once, as the clock of a host that slept: whoever's time has come wakes late. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
    this.advance(0);
  }

  #nextBy(end: number): Timer | undefined {
    return [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
