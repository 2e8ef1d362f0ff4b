import { ResponseError } from "./response-error.js";

/** 422: The body is well-formed but not acceptable. */
export class UnprocessableError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "UnprocessableError";
}
