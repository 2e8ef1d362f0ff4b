import { ResponseError } from "./response-error.js";

/** 413: The body is larger than the server takes. */
export class PayloadTooLargeError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "PayloadTooLargeError";
}
