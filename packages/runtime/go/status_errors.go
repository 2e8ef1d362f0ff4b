package runtime

import "net/http"

// status is what the types of single statuses are made of.
type status struct{ *ResponseError }

func (s status) Unwrap() error { return s.ResponseError }

// BadRequestError: the call is not as the contract says (400).
type BadRequestError struct{ status }

// UnauthorizedError: the server does not know who calls (401).
type UnauthorizedError struct{ status }

// ForbiddenError: the credentials do not allow the call (403).
type ForbiddenError struct{ status }

// NotFoundError: the thing does not exist, or not for these credentials (404).
type NotFoundError struct{ status }

// ConflictError: the call contradicts the state of the thing (409).
type ConflictError struct{ status }

// GoneError: the thing existed and was removed for good (410).
type GoneError struct{ status }

// PreconditionFailedError: the thing was changed since it was read (412).
type PreconditionFailedError struct{ status }

// PayloadTooLargeError: the body is larger than the server takes (413).
type PayloadTooLargeError struct{ status }

// UnsupportedMediaTypeError: the server does not read the body's media type (415).
type UnsupportedMediaTypeError struct{ status }

// UnprocessableError: the body is well-formed but cannot be carried out (422).
type UnprocessableError struct{ status }

// PreconditionRequiredError: the server asks for a condition such as If-Match (428).
type PreconditionRequiredError struct{ status }

// TooManyRequestsError: the caller is over a limit (429); RetryAfter says when to come back.
type TooManyRequestsError struct{ status }

// InternalError: the server failed (500).
type InternalError struct{ status }

// NotImplementedError: the server does not do this (501).
type NotImplementedError struct{ status }

// UnavailableError: the server cannot answer for now (503).
type UnavailableError struct{ status }

// byStatus gives the error of the type that stands for its status.
func byStatus(e *ResponseError) Error {
	s := status{e}
	switch e.StatusCode {
	case http.StatusBadRequest:
		return &BadRequestError{s}
	case http.StatusUnauthorized:
		return &UnauthorizedError{s}
	case http.StatusForbidden:
		return &ForbiddenError{s}
	case http.StatusNotFound:
		return &NotFoundError{s}
	case http.StatusConflict:
		return &ConflictError{s}
	case http.StatusGone:
		return &GoneError{s}
	case http.StatusPreconditionFailed:
		return &PreconditionFailedError{s}
	case http.StatusRequestEntityTooLarge:
		return &PayloadTooLargeError{s}
	case http.StatusUnsupportedMediaType:
		return &UnsupportedMediaTypeError{s}
	case http.StatusUnprocessableEntity:
		return &UnprocessableError{s}
	case http.StatusPreconditionRequired:
		return &PreconditionRequiredError{s}
	case http.StatusTooManyRequests:
		return &TooManyRequestsError{s}
	case http.StatusInternalServerError:
		return &InternalError{s}
	case http.StatusNotImplemented:
		return &NotImplementedError{s}
	case http.StatusServiceUnavailable:
		return &UnavailableError{s}
	default:
		return e
	}
}
