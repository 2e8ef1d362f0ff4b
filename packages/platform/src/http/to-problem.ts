import { PlatformError, problem } from "../problem/platform-error.js";

interface ServerError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  readonly errcode?: number;
}

/** SQLite's BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL and CANTOPEN: the machine's trouble, not ours. */
const storeFailures = new Set([5, 6, 7, 8, 10, 11, 13, 14]);

/** What the caller is told about a failure of the HTTP server or of a handler. Nothing of an unexpected error is shown. */
export function toProblem(error: ServerError, limits: { readonly bodyBytes: number }): PlatformError {
  if (error instanceof PlatformError) return error;
  switch (error.code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return problem(
        "payload_too_large",
        `The body is larger than ${limits.bodyBytes} bytes. Send less, or split it.`,
        { cause: error },
      );
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return problem("unsupported_media_type", "The Content-Type is not a media type.", { cause: error });
    case "FST_ERR_BAD_URL":
      return problem("bad_request", "The path is not percent-encoded UTF-8.", { cause: error });
    case "ERR_SQLITE_ERROR":
      if (!storeFailures.has((error.errcode ?? 0) & 0xff)) break;
      return problem("unavailable", "The store does not answer.", { cause: error, retryAfterSeconds: 1 });
    default:
      break;
  }
  const refused = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  if (refused)
    return problem("bad_request", "The request breaks HTTP. Correct it before sending it again.", { cause: error });
  return problem("internal_error", "The platform failed. Report the request id if it stays.", { cause: error });
}
