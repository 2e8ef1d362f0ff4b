import { ResponseError } from "./response-error.js";

/** 400: The request is malformed or breaks the contract. */
export class BadRequestError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "BadRequestError";
}
