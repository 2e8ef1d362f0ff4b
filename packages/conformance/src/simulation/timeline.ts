/** Something that is due at a time. */
interface Due {
  readonly at: number;
  /** Keeps what is due at the same time in the order in which it was planned. */
  readonly order: number;
  readonly work: () => void;
  cancelled: boolean;
}

/** Virtual time: nothing happens but what was planned, one after the other. */
export class Timeline {
  #now: number;
  #order = 0;
  /** A binary heap, the next one first. */
  readonly #heap: Due[] = [];

  /** @param start in milliseconds since 1970, so that servers find a sensible clock. */
  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  /** Plans work for a time; what is past is due now. Returns what cancels it. */
  at(time: number, work: () => void): () => void {
    const due: Due = { at: Math.max(time, this.#now), order: this.#order++, work, cancelled: false };
    this.#push(due);
    return () => {
      due.cancelled = true;
    };
  }

  after(milliseconds: number, work: () => void): () => void {
    return this.at(this.#now + milliseconds, work);
  }

  /** Does what is due next, if that is before a time. Returns whether there was anything. */
  step(until: number): boolean {
    for (let due = this.#heap[0]; due !== undefined && due.at <= until; due = this.#heap[0]) {
      this.#pop();
      if (due.cancelled) continue;
      this.#now = due.at;
      due.work();
      return true;
    }
    this.#now = Math.max(this.#now, until);
    return false;
  }

  #push(due: Due): void {
    let index = this.#heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #pop(): void {
    this.#swap(0, this.#heap.length - 1);
    this.#heap.pop();
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      let first = index;
      if (left < this.#heap.length && this.#before(left, first)) first = left;
      if (right < this.#heap.length && this.#before(right, first)) first = right;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] as Due, this.#heap[b] as Due];
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#heap[a] as Due, this.#heap[b] as Due];
    this.#heap[a] = other;
    this.#heap[b] = one;
  }
}
