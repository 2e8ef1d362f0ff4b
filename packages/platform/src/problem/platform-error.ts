import { errorTable, type ErrorCode } from "../gen/errors.gen.js";
import type * as contract from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";

/** Why one member of the body, or one parameter, was refused. */
export type ProblemItem = Plain<contract.ProblemItem>;

/** What a problem may say beyond its code and message. */
export interface ProblemOptions {
  readonly cause?: unknown;
  readonly errors?: readonly ProblemItem[];
  readonly retryAfterSeconds?: number;
  /** Further response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A failure that the caller is told about. Its code decides status and `retryable` (errors.yaml); the message is the
 * problem's `detail` and must hold neither secrets nor internals.
 */
export class PlatformError extends Error {
  override readonly name = "PlatformError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly errors: readonly ProblemItem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    const row = errorTable[code];
    this.code = code;
    this.status = "status" in row ? row.status : errorTable.internal_error.status;
    this.retryable = row.retryable;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }
}

/** A `PlatformError` to throw: `throw problem("not_found", "No such tunnel in this project.")`. */
export function problem(code: ErrorCode, detail: string, options?: ProblemOptions): PlatformError {
  return new PlatformError(code, detail, options);
}
