import { ResponseError } from "./response-error.js";

/** 404: The thing does not exist, or not for these credentials. */
export class NotFoundError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "NotFoundError";
}
