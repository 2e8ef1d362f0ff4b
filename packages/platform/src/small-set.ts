/** A set that mostly has one item: it costs a table only while it has more. At thousands of them empty tables weigh. */
export class SmallSet<Item extends object> {
  #one: Item | undefined;
  #all: Set<Item> | undefined;

  get size(): number {
    return this.#all?.size ?? (this.#one === undefined ? 0 : 1);
  }

  add(item: Item): void {
    if (this.#all !== undefined) this.#all.add(item);
    else if (this.#one === undefined || this.#one === item) this.#one = item;
    else {
      this.#all = new Set([this.#one, item]);
      this.#one = undefined;
    }
  }

  delete(item: Item): void {
    if (this.#one === item) this.#one = undefined;
    this.#all?.delete(item);
    if (this.#all?.size === 0) this.#all = undefined;
  }

  /** In the order in which they were added. What is deleted meanwhile is not met any more. */
  [Symbol.iterator](): Iterator<Item> {
    if (this.#all !== undefined) return this.#all.values();
    return (this.#one === undefined ? [] : [this.#one]).values();
  }
}
