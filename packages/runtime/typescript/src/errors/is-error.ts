import type { Operation } from "../descriptor.js";
import { ResponseError } from "./response-error.js";

/**
 * Whether `error` is an answer of this operation's server; narrows `error.body` to the bodies the contract declares.
 *
 * The types are the contract's word, not a check: turn validation on to have it checked.
 */
export function isError<Errors>(
  operation: Operation<unknown, unknown, unknown, Errors>,
  error: unknown,
): error is ResponseError<Errors> {
  return error instanceof ResponseError && error.operation === operation.id;
}
