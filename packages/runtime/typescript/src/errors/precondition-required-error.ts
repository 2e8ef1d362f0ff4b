import { ResponseError } from "./response-error.js";

/** 428: The server wants `If-Match`. */
export class PreconditionRequiredError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "PreconditionRequiredError";
}
