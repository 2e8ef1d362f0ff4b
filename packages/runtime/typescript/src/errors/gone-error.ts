import { ResponseError } from "./response-error.js";

/** 410: The thing existed and is gone for good. */
export class GoneError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "GoneError";
}
