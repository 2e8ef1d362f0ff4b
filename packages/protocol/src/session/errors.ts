import type { SessionError } from "./session-error.js";

/** The error that an `error`, `bye` or `unsubscribed` frame tells of. */
export function errorOf({ code, message, retryable, afterMs, href }: SessionError): SessionError {
  return { code, message, retryable, afterMs, href };
}
