import type { Outcome } from "@parlance/protocol";
import { errorOf } from "./final-state.js";
import { RealtimeError } from "./realtime-error.js";

/** The answer to a request, as it came. */
export type Answer = Readonly<Record<string, unknown>>;

/** The error of a request that was not answered, or not as hoped. */
export function errorOfOutcome({ status, error }: Exclude<Outcome, { readonly status: "ok" }>): RealtimeError {
  if (status === "failed" || error.code === "closed") return errorOf(error);
  return new RealtimeError({
    code: "outcome_unknown",
    message: `It may have been carried out; repeat a publish with the same publishId. ${error.message}`,
    retryable: true,
    cause: error,
  });
}
