/** Tells one waiter that something happened, once for everything that happens within a short time. */
export class Bell {
  readonly #settleTime: number;
  #timer: NodeJS.Timeout | undefined;
  #rung = false;
  #wake: (() => void) | undefined;

  /** `settleTime`: milliseconds of quiet after the last ring before it is heard. */
  constructor(settleTime: number) {
    this.#settleTime = settleTime;
  }

  /** Something happened. */
  ring(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#rung = true;
      this.#wake?.();
    }, this.#settleTime);
  }

  /** Resolves when it is heard; at once if it was since the last time somebody waited. */
  async heard(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#rung = false;
  }

  /** Forgets a ring that was not heard yet. */
  silence(): void {
    clearTimeout(this.#timer);
  }
}
