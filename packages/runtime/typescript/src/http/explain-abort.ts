import { AbortError } from "../errors/abort-error.js";
import type { ParlanceError } from "../errors/parlance-error.js";
import { TimeoutError } from "../errors/timeout-error.js";

/**
 * The error of a call that was ended before it was answered: by the clock when the signal is not aborted, else by its reason:
 * ours as it is, `AbortSignal.timeout` as `TimeoutError`, anything else as `AbortError`.
 */
export function explainAbort({ aborted, reason }: AbortSignal, operation: string): ParlanceError {
  if (reason instanceof AbortError) return reason;
  if (!aborted || (reason instanceof Error && reason.name === "TimeoutError")) {
    return new TimeoutError({ operation, message: `${operation} timed out`, cause: reason });
  }
  return new AbortError({ operation, message: `${operation} was aborted`, cause: reason });
}
