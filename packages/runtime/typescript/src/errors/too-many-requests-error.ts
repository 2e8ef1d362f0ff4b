import { ResponseError } from "./response-error.js";

/** 429: Too many calls; `retryAfter` says how long to wait. */
export class TooManyRequestsError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "TooManyRequestsError";
}
