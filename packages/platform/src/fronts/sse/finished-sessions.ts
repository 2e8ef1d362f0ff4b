import type { Clock } from "../../clock.js";

const keptMs = 3_600_000;
const maxKept = 10_000;

/** Sessions that were ended for good, so that a client which comes back by itself can be told to stop. */
export class FinishedSessions {
  readonly #clock: Clock;
  /** When each was ended, the oldest first. */
  readonly #sessions = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(session: string): void {
    this.#sessions.set(session, this.#clock());
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > maxKept && oldest !== undefined) this.#sessions.delete(oldest);
  }

  has(session: string): boolean {
    const at = this.#sessions.get(session);
    return at !== undefined && this.#clock() - at < keptMs;
  }
}
