import { ParlanceError } from "./parlance-error.js";

/** The server answered with something that cannot be read as the contract says: broken JSON, another media type. */
export class DecodeError extends ParlanceError {
  static override readonly kind: string = "DecodeError";
  /** What came, as text; its first 64 KiB. */
  readonly text: string;
  readonly status: number | undefined;
  readonly headers: Headers | undefined;

  constructor(init: {
    readonly message: string;
    readonly text: string;
    readonly response?: Response | undefined;
    readonly operation?: string | undefined;
    readonly cause?: unknown;
  }) {
    super({ code: "decode_failed", ...init });
    this.text = init.text.slice(0, 65_536);
    this.status = init.response?.status;
    this.headers = init.response?.headers;
  }
}
