/** So many a second, and a burst of one second. */
export class Allowance {
  readonly #perSecond: number;
  /** How many there were at `#at`; below 0 they are owed. */
  #left: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#at = now;
  }

  /** Takes one if there is one. Returns after how many milliseconds there will be one; 0 = it was taken. */
  take(now: number): number {
    const waitMs = this.#waitMs(now);
    if (waitMs === 0) this.#left -= 1;
    return waitMs;
  }

  /** Takes one even if it has to be owed. Returns as `take`. */
  owe(now: number): number {
    const waitMs = this.#waitMs(now);
    this.#left -= 1;
    return waitMs;
  }

  /** Leaves nothing until a time. */
  exhaust(until: number): void {
    this.#left = 0;
    this.#at = until;
  }

  #waitMs(now: number): number {
    // After `exhaust` the time of the last refill may lie ahead.
    if (now > this.#at) {
      this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
      this.#at = now;
    }
    return this.#left >= 1 ? 0 : ((1 - this.#left) / this.#perSecond) * 1000 + this.#at - now;
  }
}
