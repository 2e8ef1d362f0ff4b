package runtime

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Error is what every error of the runtime is:
//
//	var failure runtime.Error
//	if errors.As(err, &failure) && failure.Retryable() { … }
type Error interface {
	error
	// Code is stable and machine-readable: the platform's own, or one of the runtime's (Code…).
	Code() string
	// Retryable tells whether the same call may succeed when it is made again later.
	Retryable() bool
	// Operation is the id of the operation that failed; empty where there is none.
	Operation() string
	// Unwrap gives the cause.
	Unwrap() error
}

// Codes that the runtime gives itself. A server's answers carry the server's own code, or status_<number> where it gives none.
const (
	CodeAborted               = "aborted"
	CodeClientClosed          = "client_closed"
	CodeConfigurationInvalid  = "configuration_invalid"
	CodeConnectionFailed      = "connection_failed"
	CodeCredentialsFailed     = "credentials_failed"
	CodeCredentialsMissing    = "credentials_missing"
	CodeDecodeFailed          = "decode_failed"
	CodeInvalidParameter      = "invalid_parameter"
	CodePaginationForeignLink = "pagination_foreign_link"
	CodePaginationLoop        = "pagination_loop"
	CodeTimeout               = "timeout"
)

// failure is what all errors are made of.
type failure struct {
	code      string
	message   string
	retryable bool
	operation string
	cause     error
}

func (f *failure) Code() string      { return f.code }
func (f *failure) Retryable() bool   { return f.retryable }
func (f *failure) Operation() string { return f.operation }
func (f *failure) Unwrap() error     { return f.cause }

func (f *failure) Error() string {
	if f.cause == nil {
		return f.message
	}
	return f.message + ": " + f.cause.Error()
}

// ConnectionError: the server could not be reached, or the connection broke before the answer was complete.
type ConnectionError struct{ failure }

func newConnectionError(operation, message string, cause error) *ConnectionError {
	return &ConnectionError{failure{CodeConnectionFailed, message, true, operation, cause}}
}

// TimeoutError: the time for the call or for one attempt ran out. It unwraps to context.DeadlineExceeded.
type TimeoutError struct{ failure }

// AbortError: the caller's context was cancelled, which is the cause, or the client was closed (client_closed).
type AbortError struct{ failure }

// ConfigurationError: the client or a call is set up in a way that cannot work; the message says what to set.
type ConfigurationError struct{ failure }

func newConfigurationError(format string, args ...any) *ConfigurationError {
	return &ConfigurationError{failure{code: CodeConfigurationInvalid, message: fmt.Sprintf(format, args...)}}
}

// CredentialsError: no credentials fit the operation, or those given could not produce a token, which is the cause.
type CredentialsError struct{ failure }

// ParameterError: a parameter or body that cannot be sent; nothing was sent.
type ParameterError struct {
	failure
	// Parameter is its key.
	Parameter string
}

func newParameterError(operation, parameter, message string, cause error) *ParameterError {
	text := fmt.Sprintf("%s breaks the contract: %s %s", operation, parameter, message)
	return &ParameterError{failure{CodeInvalidParameter, text, false, operation, cause}, parameter}
}

// PaginationError: a list that would never end (pagination_loop), or whose next page is on another server
// (pagination_foreign_link).
type PaginationError struct{ failure }

// DecodeError: the server answered with something that cannot be read as the contract says.
type DecodeError struct {
	failure
	// Text is what came; its first 64 KiB.
	Text string
	// StatusCode and Header are those of the answer; 0 and nil where there is none.
	StatusCode int
	Header     http.Header
}

func newDecodeError(operation, found, text string, cause error) *DecodeError {
	return &DecodeError{
		failure: failure{CodeDecodeFailed, operation + " was answered with " + found, false, operation, cause},
		Text:    text[:min(len(text), errorLimit)],
	}
}

func (e *DecodeError) of(response *http.Response) *DecodeError {
	e.StatusCode, e.Header = response.StatusCode, response.Header
	return e
}

// ResponseError: the server refused the call. Problem details (RFC 9457) are read into Code, the message and Retryable. Common statuses
// have a type of their own, such as NotFoundError, which unwraps to this one.
type ResponseError struct {
	failure
	StatusCode int
	Header     http.Header
	// Body is the body's first 64 KiB; Decode reads it.
	Body []byte
	// RequestID is to be quoted to the platform's support (Request-Id, X-Request-Id); empty if the server gave none.
	RequestID string
	// RetryAfter is how long the server wants to be left alone; negative if it did not say.
	RetryAfter time.Duration
}

// Decode reads the body as JSON, e.g. into the type that the contract declares for the error.
func (e *ResponseError) Decode(into any) error { return json.Unmarshal(e.Body, into) }

// Error gives the server's words and its code.
func (e *ResponseError) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s (%d %s)", e.message, e.StatusCode, e.code)
	if e.RequestID != "" {
		fmt.Fprintf(&text, ", request %s", e.RequestID)
	}
	return text.String()
}
