/** What an SDK hands on from the runtime's versioned entry: all that an application touches. */
export const runtimeExports = {
  values: [
    "AbortError", "BadRequestError", "ConfigurationError", "ConflictError", "ConnectionError", "CredentialsError",
    "DecodeError", "ForbiddenError", "GoneError", "InternalError", "NotFoundError", "NotImplementedError", "ParlanceError",
    "PayloadTooLargeError", "PreconditionFailedError", "PreconditionRequiredError", "ResponseError", "TimeoutError",
    "TooManyRequestsError", "UnauthorizedError", "UnavailableError", "UnprocessableError", "UnsupportedMediaTypeError",
    "ValidationError", "isError",
  ],
  types: [
    "Call", "CallOptions", "CallResult", "Page", "PageCall", "SdkOptions", "StreamCall", "StreamEvent", "StreamOptions",
    "UnknownMember", "UnknownTag", "ValidationIssue", "Validator",
  ],
} as const;
