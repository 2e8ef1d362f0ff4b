import { ParlanceError } from "./parlance-error.js";

/** One deviation from the contract. */
export interface ValidationIssue {
  /** JSON pointer (RFC 6901) into the body, or the name of the parameter. */
  readonly pointer: string;
  readonly message: string;
}

/**
 * What was to be sent, or what came, is not what the contract says.
 *
 * Codes: `invalid_parameter` and `invalid_request` before anything was sent, `invalid_response` after.
 */
export class ValidationError extends ParlanceError {
  static override readonly kind: string = "ValidationError";
  readonly issues: readonly ValidationIssue[];

  constructor(init: {
    readonly code: "invalid_parameter" | "invalid_request" | "invalid_response";
    readonly issues: readonly ValidationIssue[];
    readonly operation: string | undefined;
    readonly cause?: unknown;
  }) {
    const deviations = init.issues.map(({ pointer, message }) => `${pointer || "the body"} ${message}`);
    super({
      ...init,
      message: `${init.operation ?? "The call"} breaks the contract (${init.code}): ${deviations.join("; ")}`,
    });
    this.issues = init.issues;
  }
}
