/**
 * Codes the runtime gives itself. Answers of a server carry the server's own code (`problem.code`), or `status_<number>`
 * when it gives none.
 */
export type RuntimeErrorCode =
  | "aborted"
  | "client_closed"
  | "configuration_invalid"
  | "connection_failed"
  | "credentials_failed"
  | "credentials_missing"
  | "decode_failed"
  | "invalid_parameter"
  | "invalid_request"
  | "invalid_response"
  | "pagination_foreign_link"
  | "pagination_loop"
  | "timeout"
  | "unexpected";

/** Any code, ours or a server's: open, because a platform adds codes without a new SDK. */
export type ErrorCode = RuntimeErrorCode | (string & {});
