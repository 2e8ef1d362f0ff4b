import { ParlanceError } from "./parlance-error.js";

/** The time for the call (`timeout`) or for one attempt (`attemptTimeout`) ran out. */
export class TimeoutError extends ParlanceError {
  static override readonly kind: string = "TimeoutError";

  constructor(init: { readonly message: string; readonly cause?: unknown; readonly operation?: string | undefined }) {
    super({ code: "timeout", retryable: true, ...init });
  }
}
