import type { Link } from "./link.js";

/** How long something waits for a client, measured without noting each frame: exact to the step in which it is asked. */
export class Backlog {
  /** Everything handed over up to this count was handed over before `#markedAt`. */
  #mark = 0;
  #markedAt = 0;

  /** For how long the oldest waiting bytes have been waiting, at least. Called regularly. */
  age({ bufferedBytes, sentBytes }: Link, now: number): number {
    if (bufferedBytes > 0 && sentBytes - bufferedBytes < this.#mark) return now - this.#markedAt;
    this.#mark = sentBytes;
    this.#markedAt = now;
    return 0;
  }
}
