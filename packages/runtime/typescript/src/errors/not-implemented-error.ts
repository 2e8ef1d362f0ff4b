import { ResponseError } from "./response-error.js";

/** 501: The server lacks what the call needs. */
export class NotImplementedError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "NotImplementedError";
}
