import { errorTable, type ErrorCode } from "../gen/errors.gen.js";
import type { Problem } from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import type { PlatformError } from "./platform-error.js";

const pages = "https://parlance.dev/errors/";
const maxItems = 100;

/** The page that explains a code. */
export function problemPage(code: ErrorCode): string {
  return pages + code;
}

/** The problem details (RFC 9457) of an error, as the contract's `Problem`. */
export function problemBody(
  error: PlatformError,
  call: { readonly requestId: string; readonly path: string },
): Plain<Problem> {
  return {
    type: problemPage(error.code),
    title: errorTable[error.code].title,
    status: error.status,
    detail: error.message,
    instance: call.path,
    code: error.code,
    retryable: error.retryable,
    requestId: call.requestId,
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
    ...(error.errors !== undefined && { errors: error.errors.slice(0, maxItems) }),
  };
}
