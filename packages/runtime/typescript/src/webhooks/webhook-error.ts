import { ParlanceError } from "../errors/parlance-error.js";

/** Why a delivery is refused. */
export type WebhookErrorCode =
  | "webhook_header_malformed"
  | "webhook_header_missing"
  | "webhook_signature_invalid"
  | "webhook_too_new"
  | "webhook_too_old";

/**
 * A delivery that cannot be trusted: answer it with 400 and do nothing else.
 *
 * Codes: `webhook_header_missing` and `webhook_header_malformed` for what is no delivery, `webhook_too_old` and
 * `webhook_too_new` for one that may have been recorded and sent again, or a clock that is wrong, and
 * `webhook_signature_invalid`.
 */
export class WebhookError extends ParlanceError {
  static override readonly kind: string = "WebhookError";

  constructor(code: WebhookErrorCode, message: string) {
    super({ code, message });
  }
}
