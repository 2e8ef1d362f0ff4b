import type { CallOptions } from "../client/call-options.js";
import type { Configuration } from "../client/configuration.js";
import type { Operation } from "../descriptor.js";
import { ValidationError } from "../errors/validation-error.js";

/** A body on its way in (`status`) or out. */
interface Body {
  readonly operation: Operation;
  readonly options: CallOptions;
  readonly status?: number;
  readonly value: unknown;
}

/** Checks a body when the client has a validator and the call does not turn it off. Throws `ValidationError`. */
export function validateBody({ validation }: Configuration, body: Body): void {
  const { operation, options, status, value } = body;
  if (validation === undefined || options.validate === false || value === undefined) return;
  const issues = validation.check({ operation: operation.id, value, ...(status !== undefined && { status }) });
  if (issues.length === 0) return;
  throw new ValidationError({
    code: status === undefined ? "invalid_request" : "invalid_response",
    operation: operation.id,
    issues,
  });
}
