import { isDeepStrictEqual } from "node:util";

/** What is waited for: the beginning of a stream, or what is said of a subscription. */
export type Wanted = "welcome" | { readonly address: string };

/** Waits for what comes over a stream, and no longer than that takes at most. */
export class Awaiting {
  readonly #timeoutMs: number;
  readonly #waiting = new Map<Wanted, () => void>();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Settles when that has come, or the time is over. */
  until(wanted: Wanted): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(() => this.settle(wanted), this.#timeoutMs);
      this.#waiting.set(wanted, () => {
        clearTimeout(timer);
        settle();
      });
    });
  }

  /** That has come. */
  settle(what: Wanted): void {
    for (const [wanted, settle] of this.#waiting)
      if (isDeepStrictEqual(wanted, what)) {
        this.#waiting.delete(wanted);
        settle();
      }
  }

  /** Nothing comes any more. */
  settleAll(): void {
    for (const wanted of this.#waiting.keys()) this.settle(wanted);
  }
}
