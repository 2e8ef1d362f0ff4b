import { ResponseError } from "./response-error.js";

/** 401: The credentials are missing, wrong or expired. */
export class UnauthorizedError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "UnauthorizedError";
}
