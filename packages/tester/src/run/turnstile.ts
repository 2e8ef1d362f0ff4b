/** Lets so many in at once; the others wait, in the order in which they came. */
export class Turnstile {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves when there is a place, which is then taken until `leave` is called. */
  async enter(): Promise<void> {
    if (this.#free === 0) return await new Promise((entered) => this.#waiting.push(entered));
    this.#free -= 1;
  }

  /** Gives the place to who waits longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
