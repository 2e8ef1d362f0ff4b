import { ResponseError } from "./response-error.js";

/** 409: The state of the resource forbids the call. */
export class ConflictError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "ConflictError";
}
