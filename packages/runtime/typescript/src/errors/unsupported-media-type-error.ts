import { ResponseError } from "./response-error.js";

/** 415: The server does not take this media type. */
export class UnsupportedMediaTypeError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "UnsupportedMediaTypeError";
}
