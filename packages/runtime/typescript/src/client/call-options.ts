/** How one call is made; what is left out comes from the client. */
export interface CallOptions {
  /** Stops the call at once, also while it waits to retry. The error is an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the call, retries and body included; for a stream, until it is open. `false` = no limit. */
  readonly timeout?: number | false;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout?: number;
  /** How often a failed call is sent again. 0 = never. */
  readonly retries?: number;
  /** More headers; they win over what the runtime would send, `Authorization` included. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes an unsafe call repeatable. Default: a random one where the operation declares the header. */
  readonly idempotencyKey?: string;
  /** Sent as `Request-Id`, for servers that take the caller's. */
  readonly requestId?: string;
  /** Media type of the body, where the operation offers several. */
  readonly contentType?: string;
  /** Checks this call's bodies or not, when the client has a validator. Default: true. */
  readonly validate?: boolean;
}
