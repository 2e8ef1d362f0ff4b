/** Keeps what a listener was given, and lets a program wait until there is enough of it. */
export class Inbox<Item> {
  readonly items: Item[] = [];
  readonly #waiting = new Set<() => void>();

  /** The listener. */
  readonly add = (item: Item): void => {
    this.items.push(item);
    for (const wake of this.#waiting) wake();
  };

  /** All items, as soon as there are so many. Rejects after ten seconds. */
  async atLeast(count: number): Promise<readonly Item[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Item[]>();
    const late = (): void =>
      reject(new Error(`Only ${this.items.length} of ${count} came: ${JSON.stringify(this.items)}`));
    const timer = setTimeout(late, 10_000);
    const wake = (): void => {
      if (this.items.length >= count) resolve(this.items);
    };
    this.#waiting.add(wake);
    wake();
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(wake);
    });
  }
}
