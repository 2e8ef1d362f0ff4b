import { ParlanceError } from "./parlance-error.js";

/** No credentials fit the operation, or the ones given could not produce a token (`cause`). */
export class CredentialsError extends ParlanceError {
  static override readonly kind: string = "CredentialsError";

  constructor(init: {
    readonly message: string;
    readonly cause?: unknown;
    readonly operation?: string | undefined;
    readonly code?: "credentials_missing";
    readonly retryable?: boolean;
  }) {
    super({ code: "credentials_failed", ...init });
  }
}
