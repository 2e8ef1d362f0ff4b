import { difference, type Saved } from "../scenario/match.js";
import type { JsonObject } from "../scenario/json.js";
import type { TesteeEvent } from "../testee/protocol.js";

/** What happened to a client, in order, and how far a scenario has read. */
export class ClientLog {
  readonly events: TesteeEvent[] = [];
  /** Where the next expectation begins. */
  cursor = 0;
  readonly #listeners = new Set<() => void>();

  add(event: TesteeEvent): void {
    this.events.push(event);
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener after each event. Returns what ends that. */
  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Reads on: the patterns in this order, with other events between them unless their kind is in `only`. Moves the cursor behind
   * the last one. Gives what is missing; throws if an event of a kind in `only` comes out of turn.
   */
  read(patterns: readonly JsonObject[], only: readonly string[], saved: Saved): string | undefined {
    let at = this.cursor;
    for (const pattern of patterns) {
      let nearest: string | undefined;
      for (; ; at += 1) {
        const event = this.events[at];
        if (event === undefined)
          return `Missing ${JSON.stringify(pattern)}; ${nearest ?? "nothing like it"}${this.tail()}`;
        const found = difference(pattern, event, saved);
        if (found === undefined) break;
        if (event.event === pattern["event"]) nearest = found;
        if (only.includes(event.event))
          throw new Error(`${found} in ${JSON.stringify(event)}, expected ${JSON.stringify(pattern)}`);
      }
      at += 1;
    }
    this.cursor = at;
    return undefined;
  }

  /** The events that are like a pattern. */
  like(pattern: JsonObject, saved: Saved): readonly TesteeEvent[] {
    return this.events.filter((event) => difference(pattern, event, saved) === undefined);
  }

  /** The last events, for messages. */
  tail(): string {
    const last = this.events.slice(-12).map((event) => JSON.stringify(event).slice(0, 400));
    return `\n  the last of ${this.events.length} events:\n    ${last.join("\n    ")}`;
  }
}
