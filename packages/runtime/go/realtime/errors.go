package realtime

import (
	"errors"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Error says that a request failed, a subscription was refused, or the connection ended. It is a runtime.Error; the errors below
// are compared with it by code:
//
//	if errors.Is(err, realtime.ErrQueueFull) { … }
type Error struct{ session *protocol.Error }

// Errors of the client itself.
var (
	// ErrClosed: the client was closed. Make a new one.
	ErrClosed = &Error{protocol.ErrClosed}
	// ErrNotConnected: there is no connection, which a ping needs.
	ErrNotConnected = &Error{protocol.ErrNotConnected}
	// ErrQueueFull: more waits to be sent than the queue takes. Publish more slowly, or raise its bounds (WithQueue).
	ErrQueueFull = &Error{protocol.ErrQueueFull}
	// ErrTimeout: no answer came in time, and surely nothing was carried out. Repeat, or allow more time.
	ErrTimeout = &Error{protocol.ErrTimeout}
	// ErrUnsubscribed: the subscription was given up before it was accepted.
	ErrUnsubscribed = &Error{protocol.ErrUnsubscribed}
	// ErrAttemptsExhausted: as many attempts to connect failed in a row as are allowed (Backoff.Attempts).
	ErrAttemptsExhausted = &Error{protocol.ErrAttemptsExhausted}
	// ErrOutcomeUnknown: it was sent and nobody can tell whether it was carried out. A publish may be repeated with the same
	// PublishID.
	ErrOutcomeUnknown = &Error{&protocol.Error{
		Code:      "outcome_unknown",
		Message:   "It may have been carried out; repeat a publish with the same publishId.",
		Retryable: true,
	}}
)

// NewError makes an error of what a session or a socket says of itself; for packages beside this one.
func NewError(err *protocol.Error) *Error { return &Error{err} }

// Code is the server's (the Code constants of package protocol), or one of the client's own. Stable; more may come.
func (e *Error) Code() string { return e.session.Code }

// Message says what happened and what to do.
func (e *Error) Message() string { return e.session.Message }

// Retryable tells whether the same may succeed later.
func (e *Error) Retryable() bool { return e.session.Retryable }

// Operation is empty: what fails here is no operation of the REST half.
func (e *Error) Operation() string { return "" }

// RetryAfter is how long the server wants to be left alone; 0 if it did not say.
func (e *Error) RetryAfter() time.Duration { return e.session.After }

// CloseCode is the WebSocket close code; 0 if none ended the connection.
func (e *Error) CloseCode() int { return e.session.CloseCode }

// Href is the page that explains the code; empty if the server named none.
func (e *Error) Href() string { return e.session.Href }

// Error gives the code, the message and the cause.
func (e *Error) Error() string { return e.session.Error() }

// Unwrap gives the cause; nil if there is none.
func (e *Error) Unwrap() error { return e.session.Cause }

// Is tells whether the target is an Error of the same code.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && other.Code() == e.Code()
}

// errorOf makes the application's error of the session's; nil stays nil.
func errorOf(err *protocol.Error) error {
	if err == nil {
		return nil
	}
	return &Error{err}
}

// sessionErrorOf makes the session's error of any.
func sessionErrorOf(err error, code, message string) *protocol.Error {
	var own *Error
	if errors.As(err, &own) {
		return own.session
	}
	return &protocol.Error{Code: code, Message: message, Retryable: !isRefusal(err), Cause: err}
}

// isRefusal tells whether whoever gives tokens has said no, and asking again is no use.
func isRefusal(err error) bool {
	var judged interface{ Retryable() bool }
	return errors.As(err, &judged) && !judged.Retryable()
}

// errorOfOutcome is the error of a request that was not answered, or not as hoped; nil if it was.
func errorOfOutcome(outcome protocol.Outcome) error {
	switch outcome := outcome.(type) {
	case protocol.Refused:
		return &Error{outcome.Err}
	case protocol.Unknown:
		if errors.Is(outcome.Err, protocol.ErrClosed) {
			return &Error{outcome.Err}
		}
		unknown := *ErrOutcomeUnknown.session
		unknown.Cause = outcome.Err
		return &Error{&unknown}
	}
	return nil
}

// isFinal tells whether nothing comes after a state.
func isFinal(state protocol.ConnectionState) bool { return endOf(state) != nil }

// endOf is what ended a client, for whoever still wants something of it; nil if it has not ended.
func endOf(state protocol.ConnectionState) *protocol.Error {
	switch state := state.(type) {
	case protocol.Closed:
		return protocol.ErrClosed
	case protocol.Failed:
		return state.Err
	}
	return nil
}

// invalidRequest is the error of what cannot be sent.
func invalidRequest(what string, cause error) error {
	return &Error{&protocol.Error{Code: "invalid_request", Message: what + " is no JSON. Nothing was sent.", Cause: cause}}
}

// invalidConfiguration is the error of an option that cannot work.
func invalidConfiguration(message string) error {
	return &Error{&protocol.Error{Code: "configuration_invalid", Message: message}}
}
