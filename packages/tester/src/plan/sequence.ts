import type { Case, ParameterValue } from "./case.js";

/** What a sequence is to show. */
export type SequenceKind =
  /** What is created can be read, is listed once, keeps its changes, and is gone when it was deleted. */
  | "life"
  /** A creation that is refused leaves nothing. */
  | "refusal"
  /** A creation adds one thing, or none if it is refused. */
  | "growth"
  /** What is created once more does not take the place of what is there. */
  | "again"
  /** A list is in the order, and of the things, that are asked for. */
  | "queries"
  /** The pages of a list are its parts, also while it grows. */
  | "pages"
  /** A repeated call with the same key is one call. */
  | "idempotency"
  /** Versions guard against changes of what has changed meanwhile. */
  | "versions"
  /** What one tenant has is in nobody else's lists. */
  | "tenants";

/**
 * A value that only the run can know: `id` of what a step created, `stranger` for an id like it that nobody issued, the `etag` or
 * `next` cursor of a step's answer, `forged` for a cursor like it, a fresh `key`, the same for all who name it the same, the `url`
 * of a sink, or what the `greeting` of a listener's connection tells.
 */
export interface Taken {
  /** A parameter, or the place in the body to which the pointer `name` leads. */
  readonly into: Pick<ParameterValue, "in" | "name"> | { readonly in: "body"; readonly name: string };
  readonly what: "id" | "stranger" | "etag" | "next" | "forged" | "key" | "url" | "greeting";
  /** Name of the step, sink or listener that gives it; of the key, its own name. */
  readonly from: string;
  /** JSON pointer to an id in the answer's body, where a link of the document tells it, or into the greeting. */
  readonly pointer?: string;
}

/** One request of a sequence. */
export interface Step {
  readonly name: string;
  /** Without the values that are taken. */
  readonly case: Case;
  readonly takes: readonly Taken[];
  /** Reads on, page by page, until the list ends. */
  readonly follow?: true;
  /** The steps after this one are taken whatever it is answered; otherwise nothing but success leads to them. */
  readonly goOn?: true;
}

/** Requests that follow each other, and what they are to show. Plain JSON, so that it can be stored and run again. */
export interface Sequence {
  readonly kind: SequenceKind;
  readonly steps: readonly Step[];
}
