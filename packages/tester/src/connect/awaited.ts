/** Somebody who waits. */
interface Waiter<Wanted, Value> {
  readonly wanted: Wanted;
  readonly settle: (value: Value | undefined) => void;
}

/** How long it is waited, in milliseconds. */
export interface AwaitedOptions {
  readonly timeoutMs: number;
  /** Once it was waited for something in vain. Default: as long as before. */
  readonly laterMs?: number;
}

/** What is waited for over a connection, in the order in which the waiting began, and no longer than it may take. */
export class Awaited<Wanted, Value = never> {
  readonly #laterMs: number;
  #patienceMs: number;
  #waiters: readonly Waiter<Wanted, Value>[] = [];

  constructor({ timeoutMs, laterMs = timeoutMs }: AwaitedOptions) {
    this.#patienceMs = timeoutMs;
    this.#laterMs = laterMs;
  }

  /** All that is waited for now. */
  get all(): readonly Wanted[] {
    return this.#waiters.map(({ wanted }) => wanted);
  }

  /** Settles with what came of it, or without anything once the time is over or nothing comes any more. */
  until(wanted: Wanted): Promise<Value | undefined> {
    return new Promise((settled) => {
      const waiter: Waiter<Wanted, Value> = {
        wanted,
        settle: (value) => {
          clearTimeout(timer);
          this.#waiters = this.#waiters.filter((each) => each !== waiter);
          settled(value);
        },
      };
      const timer = setTimeout(() => {
        this.#patienceMs = this.#laterMs;
        waiter.settle(undefined);
      }, this.#patienceMs);
      this.#waiters = [...this.#waiters, waiter];
    });
  }

  /** The first of what is meant has come; false if nobody waits for it. */
  settle(isMeant: (wanted: Wanted) => boolean, value?: Value): boolean {
    const waiter = this.#waiters.find(({ wanted }) => isMeant(wanted));
    waiter?.settle(value);
    return waiter !== undefined;
  }

  /** Nothing comes any more. */
  settleAll(value?: Value): void {
    for (const { settle } of this.#waiters) settle(value);
  }
}
