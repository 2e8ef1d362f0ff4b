import type { SessionError } from "@parlance/protocol";
import { ParlanceError } from "../errors/parlance-error.js";

/**
 * A request failed, a subscription was refused, or the connection ended. `code` is the server's (`specs/errors.yaml`), or one of
 * the client's own: `outcome_unknown` means that it was sent and nobody can tell whether it was carried out; a publish may be
 * repeated with the same `publishId`. `invalid_request` is told before anything is sent, `attempts_exhausted` when the client has
 * given up, and `status_404` and its like where an HTTP answer came in place of a connection and brought no code.
 */
export class RealtimeError extends ParlanceError {
  static override readonly kind: string = "RealtimeError";
  /** Milliseconds after which the server wants to be asked again, if it said so. */
  readonly retryAfter: number | undefined;
  /** The WebSocket close code, if one ended the connection. */
  readonly closeCode: number | undefined;
  /** The page that explains the code, if the server named one. */
  readonly href: string | undefined;

  constructor(error: SessionError) {
    super({ ...error, cause: causeOf(error.cause) });
    this.retryAfter = error.afterMs;
    this.closeCode = error.closeCode;
    this.href = error.href;
  }
}

/** A plain object is an error of the session, and a text what it was told; all else was thrown, and stays as it is. */
function causeOf(cause: unknown): unknown {
  if (typeof cause === "string") return new Error(cause);
  return cause?.constructor === Object ? new RealtimeError(cause as SessionError) : cause;
}
