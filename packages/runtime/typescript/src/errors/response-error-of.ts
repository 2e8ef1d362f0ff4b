import { BadRequestError } from "./bad-request-error.js";
import { ConflictError } from "./conflict-error.js";
import { ForbiddenError } from "./forbidden-error.js";
import { GoneError } from "./gone-error.js";
import { InternalError } from "./internal-error.js";
import { NotFoundError } from "./not-found-error.js";
import { NotImplementedError } from "./not-implemented-error.js";
import { PayloadTooLargeError } from "./payload-too-large-error.js";
import { PreconditionFailedError } from "./precondition-failed-error.js";
import { PreconditionRequiredError } from "./precondition-required-error.js";
import { TooManyRequestsError } from "./too-many-requests-error.js";
import { UnauthorizedError } from "./unauthorized-error.js";
import { UnavailableError } from "./unavailable-error.js";
import { UnprocessableError } from "./unprocessable-error.js";
import { UnsupportedMediaTypeError } from "./unsupported-media-type-error.js";
import { ResponseError } from "./response-error.js";
import type { ResponseErrorInit } from "./response-error.js";

const classes: Readonly<Record<number, typeof ResponseError>> = {
  400: BadRequestError,
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  410: GoneError,
  412: PreconditionFailedError,
  413: PayloadTooLargeError,
  415: UnsupportedMediaTypeError,
  422: UnprocessableError,
  428: PreconditionRequiredError,
  429: TooManyRequestsError,
  500: InternalError,
  501: NotImplementedError,
  503: UnavailableError,
};

/** The error of the class that stands for its status; `ResponseError` itself where none does. */
export function responseErrorOf(init: ResponseErrorInit): ResponseError {
  return new (classes[init.status] ?? ResponseError)(init);
}
