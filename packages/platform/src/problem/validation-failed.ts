import { mostTelling } from "./most-telling.js";
import { type PlatformError, problem, type ProblemItem } from "./platform-error.js";

/** The problem of a call that does not fit the contract: `detail` names the most telling deviation, `errors` holds them all. */
export function validationFailed(errors: readonly ProblemItem[]): PlatformError {
  const first = mostTelling(errors);
  const place = first?.parameter ?? (first?.pointer || "the body");
  const more = errors.length <= 1 ? "" : `; ${errors.length - 1} more under errors`;
  return problem("validation_failed", `${place} ${first?.message}${more}.`, { errors });
}
