/** One difference between two revisions, as in a JSON Patch (RFC 6902), whose other operations are not used. */
export interface DiffStep {
  readonly op: "add" | "replace" | "remove";
  /** The place in the data, a JSON pointer (RFC 6901). */
  readonly path: string;
  readonly value?: unknown;
}

/** One change of a document, as its events carry it. */
export interface DocumentChange {
  readonly revision: number;
  /** 0 for the creation. */
  readonly previousRevision: number;
  /** How it came about: `created`, `replaced`, `merged`, `mutated`, `deleted`, `restored`, `expired`; more may come. */
  readonly kind: string;
  readonly diff?: readonly DiffStep[];
  /** The whole data, if it was asked for. */
  readonly data?: unknown;
}

/** A document at one revision. It is not changed in place: a later one shares what is equal. */
export interface DocumentState<Data = unknown> {
  /** 0 if there is none. */
  readonly revision: number;
  /** Undefined if there is none, or if it was deleted. */
  readonly data: Data | undefined;
}
