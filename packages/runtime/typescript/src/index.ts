// For applications: making calls.
export { Call } from "./calls/call.js";
export type { CallResult } from "./calls/call-result.js";
export { PageCall } from "./calls/page-call.js";
export { Page } from "./calls/page.js";
export { StreamCall } from "./calls/stream-call.js";
export type { CallOptions } from "./client/call-options.js";
export type { ClientOptions } from "./client/client-options.js";
export type { ClientSetup } from "./client/client-setup.js";
export { Client } from "./client/client.js";
export type { Clock } from "./client/clock.js";
export type { Attempt, Hooks } from "./client/hooks.js";
export type { SdkOptions } from "./client/sdk-options.js";
export type { ValidationSubject, Validator } from "./client/validator.js";
export { call } from "./operations/call.js";
export { paginate } from "./operations/paginate.js";
export { request } from "./operations/request.js";
export type { RequestOptions } from "./operations/request.js";
export { stream } from "./operations/stream.js";
export type { StreamEvent } from "./streams/stream-event.js";
export type { StreamOptions } from "./streams/stream-options.js";
export type {
  BodyDescriptor,
  HeaderDescriptor,
  Operation,
  OperationContract,
  PagedOperation,
  PaginationDescriptor,
  ParameterDescriptor,
  ParameterPlace,
  SecurityDescriptor,
  SequenceOperation,
} from "./descriptor.js";
export type { UnknownMember, UnknownTag } from "./unknown-member.js";

// Credentials.
export type { ApplicationCredentials, ApplicationCredentialsOptions } from "./credentials/application-credentials.js";
export { applicationCredentials } from "./credentials/application-credentials.js";
export { callbackCredentials } from "./credentials/callback-credentials.js";
export { createToken } from "./credentials/create-token.js";
export type { CreateTokenOptions, Credentials, SignedToken } from "./credentials/credentials.js";
export type { TokenCallback } from "./credentials/token-callback.js";

// Watching calls.
export type { LogEntry } from "./hooks/logging-hooks.js";
export { loggingHooks } from "./hooks/logging-hooks.js";
export { redactHeaders } from "./hooks/redact-headers.js";
export type { Span, Tracer, TracingOptions } from "./hooks/tracing-hooks.js";
export { tracingHooks } from "./hooks/tracing-hooks.js";

// Errors.
export { AbortError } from "./errors/abort-error.js";
export { BadRequestError } from "./errors/bad-request-error.js";
export { ConfigurationError } from "./errors/configuration-error.js";
export { ConflictError } from "./errors/conflict-error.js";
export { ConnectionError } from "./errors/connection-error.js";
export { CredentialsError } from "./errors/credentials-error.js";
export { DecodeError } from "./errors/decode-error.js";
export type { ErrorCode, RuntimeErrorCode } from "./errors/error-code.js";
export { ForbiddenError } from "./errors/forbidden-error.js";
export { GoneError } from "./errors/gone-error.js";
export { InternalError } from "./errors/internal-error.js";
export { isError } from "./errors/is-error.js";
export { NotFoundError } from "./errors/not-found-error.js";
export { NotImplementedError } from "./errors/not-implemented-error.js";
export { ParlanceError } from "./errors/parlance-error.js";
export { PayloadTooLargeError } from "./errors/payload-too-large-error.js";
export { PreconditionFailedError } from "./errors/precondition-failed-error.js";
export { PreconditionRequiredError } from "./errors/precondition-required-error.js";
export { ResponseError } from "./errors/response-error.js";
export { TimeoutError } from "./errors/timeout-error.js";
export { TooManyRequestsError } from "./errors/too-many-requests-error.js";
export { UnauthorizedError } from "./errors/unauthorized-error.js";
export { UnavailableError } from "./errors/unavailable-error.js";
export { UnprocessableError } from "./errors/unprocessable-error.js";
export { UnsupportedMediaTypeError } from "./errors/unsupported-media-type-error.js";
export type { ValidationIssue } from "./errors/validation-error.js";
export { ValidationError } from "./errors/validation-error.js";
