import type { ValidationIssue } from "../errors/validation-error.js";

/** A body to be checked against the contract. */
export interface ValidationSubject {
  /** The operation's id. */
  readonly operation: string;
  /** Status of the response the body came with; left out for a request body. */
  readonly status?: number;
  readonly value: unknown;
}

/** Checks bodies; made by `validator(...)` of `@parlance/runtime/validation`, an import of its own for its size. */
export interface Validator {
  /** The deviations found, at most a handful; empty when the value fits or the contract has no schema for it. */
  check(subject: ValidationSubject): readonly ValidationIssue[];
}
