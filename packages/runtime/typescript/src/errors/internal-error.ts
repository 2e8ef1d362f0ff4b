import { ResponseError } from "./response-error.js";

/** 500: The server failed. */
export class InternalError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "InternalError";
}
