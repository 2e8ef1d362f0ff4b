import { ResponseError } from "./response-error.js";

/** 503: The server cannot answer now; `retryAfter` may say when. */
export class UnavailableError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "UnavailableError";
}
