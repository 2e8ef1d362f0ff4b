import { type ClientErrorCode, clientErrorCodes } from "../frames/codes.gen.js";
import type { SessionError } from "./session-error.js";

/** An error of the session's own, with the words of `specs/errors.yaml`. */
export function ownError(code: ClientErrorCode, more: Partial<SessionError> = {}): SessionError {
  return { code, ...clientErrorCodes[code], ...more };
}

/** What `error`, `bye` and `unsubscribed` frames have in common. */
interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly afterMs?: number;
  readonly href?: string;
}

/** The error that a frame of the server tells of. */
export function errorOf({ code, message, retryable, afterMs, href }: Complaint): SessionError {
  return {
    code,
    message,
    retryable,
    ...(afterMs === undefined ? {} : { afterMs }),
    ...(href === undefined ? {} : { href }),
  };
}
