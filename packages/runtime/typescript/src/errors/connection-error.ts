import { ParlanceError } from "./parlance-error.js";

/** The server could not be reached, or the connection broke before the answer was complete. `cause` is what the platform reported. */
export class ConnectionError extends ParlanceError {
  static override readonly kind: string = "ConnectionError";

  constructor(init: { readonly message: string; readonly cause?: unknown; readonly operation?: string | undefined }) {
    super({ code: "connection_failed", retryable: true, ...init });
  }
}
