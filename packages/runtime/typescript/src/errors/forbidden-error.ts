import { ResponseError } from "./response-error.js";

/** 403: The credentials do not allow this call. */
export class ForbiddenError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "ForbiddenError";
}
