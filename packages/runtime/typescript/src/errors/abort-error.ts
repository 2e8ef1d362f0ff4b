import { ParlanceError } from "./parlance-error.js";

/** The caller aborted the call (`signal`; `cause` is the reason) or closed the client (`code` is `client_closed`). */
export class AbortError extends ParlanceError {
  static override readonly kind: string = "AbortError";

  constructor(init: {
    readonly message: string;
    readonly cause?: unknown;
    readonly operation?: string | undefined;
    readonly code?: "client_closed";
  }) {
    super({ code: "aborted", ...init });
  }
}
