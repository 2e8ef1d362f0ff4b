import { AbortError } from "../errors/abort-error.js";
import type { ParlanceError } from "../errors/parlance-error.js";
import { TimeoutError } from "../errors/timeout-error.js";

/** The error of a call whose signal was aborted: ours as it is, `AbortSignal.timeout` as `TimeoutError`, else `AbortError`. */
export function explainAbort(reason: unknown, operation: string): ParlanceError {
  if (reason instanceof AbortError) return reason;
  if (reason instanceof Error && reason.name === "TimeoutError") {
    return new TimeoutError({ operation, message: `${operation} timed out`, cause: reason });
  }
  return new AbortError({ operation, message: `${operation} was aborted`, cause: reason });
}
