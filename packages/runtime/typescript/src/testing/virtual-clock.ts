import type { Clock } from "../client/clock.js";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock for tests: it stands until it is told to move, so waits cost no time. `ClientOptions.clock` takes it.
 *
 * ```ts
 * const clock = new VirtualClock();
 * const client = new Client({ url, clock });
 * ```
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  readonly #waits: number[] = [];

  /** Starts at a time in milliseconds since 1970. Default: 2026-01-01. */
  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  /** The waits that were asked for so far, in milliseconds. */
  get waits(): readonly number[] {
    return this.#waits;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.#waits.push(milliseconds);
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const sleeper = { at: this.#now + milliseconds, wake: resolve };
      this.#sleepers.push(sleeper);
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  /** Moves on and wakes whoever's time has come, earliest first. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#sleepers.filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of due) wake();
  }
}
