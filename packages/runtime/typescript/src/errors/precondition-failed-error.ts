import { ResponseError } from "./response-error.js";

/** 412: `If-Match` named an older version: read it again, then repeat. */
export class PreconditionFailedError<Body = unknown> extends ResponseError<Body> {
  static override readonly kind: string = "PreconditionFailedError";
}
