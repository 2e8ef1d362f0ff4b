import type { Exchange } from "./exchange.js";

/** What was seen of one operation. */
export interface OperationCoverage {
  readonly operation: string;
  readonly requests: number;
  /** Statuses that were answered, with how often. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Declared statuses that were never answered. */
  readonly unseen: readonly string[];
  /** Why it was not called, or not with all kinds of cases. */
  readonly notes: readonly string[];
}

interface Seen {
  requests: number;
  readonly statuses: Map<number, number>;
  readonly notes: Set<string>;
}

/** Counts what was seen; what was never seen is told by its absence. */
export class Coverage {
  readonly #seen = new Map<string, Seen>();

  /** Counts one exchange. */
  add({ operation, outcome }: Exchange): void {
    const seen = this.#of(operation.id);
    seen.requests += 1;
    if (outcome.kind === "answer") seen.statuses.set(outcome.status, (seen.statuses.get(outcome.status) ?? 0) + 1);
  }

  /** Says why something of an operation was not tried. */
  note(operation: string, note: string): void {
    this.#of(operation).notes.add(note);
  }

  /** What was seen of an operation that declares these statuses. */
  of(operation: string, declared: readonly string[]): OperationCoverage {
    const { requests, statuses, notes } = this.#of(operation);
    const answered = [...statuses.keys()];
    const seenStatus = (status: string) =>
      status === "default" ||
      answered.some((each) => String(each) === status || `${Math.floor(each / 100)}XX` === status.toUpperCase());
    return {
      operation,
      requests,
      statuses: Object.fromEntries(statuses),
      unseen: declared.filter((status) => !seenStatus(status)),
      notes: [...notes],
    };
  }

  #of(operation: string): Seen {
    const known = this.#seen.get(operation) ?? { requests: 0, statuses: new Map(), notes: new Set() };
    this.#seen.set(operation, known);
    return known;
  }
}
