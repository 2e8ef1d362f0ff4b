import { ParlanceError } from "./parlance-error.js";

/** What a `ResponseError` is made from. */
export interface ResponseErrorInit {
  readonly operation: string;
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON body, else its text (first 64 KiB), else undefined. */
  readonly body: unknown;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;
}

/**
 * The server refused the call. Problem details (RFC 9457) are read into `code`, `message` and `retryable`.
 *
 * Common statuses have a class of their own, such as `NotFoundError`; `isError` narrows `body` to the declared types.
 */
export class ResponseError<Body = unknown> extends ParlanceError {
  static override readonly kind: string = "ResponseError";
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** Id to quote to the platform's support (`Request-Id`, `X-Request-Id`). */
  readonly requestId: string | undefined;
  /** Milliseconds after which the server wants to be asked again, if it said so. */
  readonly retryAfter: number | undefined;

  constructor(init: ResponseErrorInit & { readonly body: Body }) {
    super(init);
    this.status = init.status;
    this.headers = init.headers;
    this.body = init.body;
    this.requestId = init.requestId;
    this.retryAfter = init.retryAfter;
  }
}
