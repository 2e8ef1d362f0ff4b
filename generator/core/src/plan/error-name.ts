/** What every runtime calls the errors of common statuses. */
const names: Readonly<Record<string, string>> = {
  "400": "BadRequestError",
  "401": "UnauthorizedError",
  "403": "ForbiddenError",
  "404": "NotFoundError",
  "409": "ConflictError",
  "410": "GoneError",
  "412": "PreconditionFailedError",
  "413": "PayloadTooLargeError",
  "415": "UnsupportedMediaTypeError",
  "422": "UnprocessableError",
  "428": "PreconditionRequiredError",
  "429": "TooManyRequestsError",
  "500": "InternalError",
  "501": "NotImplementedError",
  "503": "UnavailableError",
};

/** The class of the errors of a status: `NotFoundError` for 404, `ResponseError` for what has none of its own. */
export function errorName(status: string): string {
  return names[status] ?? "ResponseError";
}
