import type { Schemas } from "../../values/schemas.js";
import type { Trace } from "../../run/trace.js";
import type { Answered } from "../check.js";

/** What is wrong with a trace, and the answer that shows it. */
export interface StateFailure {
  readonly kind?: "fail";
  readonly exchange: Answered;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** JSON pointer to what is wrong in the body. */
  readonly pointer?: string;
}

/** The proof that the failure of this pointer, wherever it was seen, is not one. */
export interface Disproof {
  readonly kind: "disproof";
  readonly exchange: Answered;
  readonly pointer: string;
}

/** One rule over what a sequence of requests was answered. A pure function of the trace; nothing: it found nothing wrong. */
export interface StateCheck {
  readonly id: string;
  readonly title: string;
  /** Where the rule stands. */
  readonly source: string;
  /** `schemas`: the contract's. */
  look(trace: Trace, schemas: Schemas): readonly (StateFailure | Disproof)[];
}
