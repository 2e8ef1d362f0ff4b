import { type PlatformError, problem, type ProblemItem } from "./platform-error.js";

/** The problem of a call that does not fit the contract: `detail` names the first deviation, `errors` holds them all. */
export function validationFailed(errors: readonly ProblemItem[]): PlatformError {
  const [first, ...others] = errors;
  const place = first?.parameter ?? (first?.pointer || "the body");
  const more = others.length === 0 ? "" : `; ${others.length} more under errors`;
  return problem("validation_failed", `${place} ${first?.message}${more}.`, { errors });
}
