type Settled<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown };

/** A promise in virtual time: who waits for it is called when the timeline says so, not by the runtime's job queue. */
export class Later<Value> implements PromiseLike<Value> {
  #settled: Settled<Value> | undefined;
  #waiting: ((settled: Settled<Value>) => void)[] = [];

  /** @param plan is handed what settles the promise, to call it later. */
  constructor(plan: (settle: (work: () => Value | PromiseLike<Value>) => void) => void) {
    plan((work) => this.#carryOut(work));
  }

  // The point of this class is to be what `await` and the platform take for a promise.
  // oxlint-disable-next-line unicorn/no-thenable
  then<Result1 = Value, Result2 = never>(
    fulfilled?: ((value: Value) => Result1 | PromiseLike<Result1>) | null,
    rejected?: ((error: unknown) => Result2 | PromiseLike<Result2>) | null,
  ): Later<Result1 | Result2> {
    return new Later<Result1 | Result2>((settle) => {
      this.#whenSettled((settled) =>
        settle(() => {
          if (settled.ok) return fulfilled ? fulfilled(settled.value) : (settled.value as unknown as Result1);
          if (rejected) return rejected(settled.error);
          throw settled.error;
        }),
      );
    });
  }

  #carryOut(work: () => Value | PromiseLike<Value>): void {
    try {
      const value = work();
      if (isThenable(value)) value.then((ready) => this.#settle({ ok: true, value: ready }), this.#fail);
      else this.#settle({ ok: true, value });
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly #fail = (error: unknown): void => this.#settle({ ok: false, error });

  #settle(settled: Settled<Value>): void {
    this.#settled = settled;
    for (const tell of this.#waiting.splice(0)) tell(settled);
  }

  #whenSettled(tell: (settled: Settled<Value>) => void): void {
    if (this.#settled === undefined) this.#waiting.push(tell);
    else tell(this.#settled);
  }
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value;
}
