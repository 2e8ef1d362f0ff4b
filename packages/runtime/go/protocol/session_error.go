package protocol

import "time"

// Error says why something failed: the code and words of the server, or of the session itself.
type Error struct {
	// A code of the server (the Code constants), or one of the client's own such as that of ErrTimeout. Stable; more may come.
	Code string
	// What happened and what to do.
	Message string
	// Whether the same may succeed later.
	Retryable bool
	// How long to wait before; 0 if the server did not say.
	After time.Duration
	// The WebSocket close code; 0 if none ended the connection.
	CloseCode int
	// The page that explains the code; empty if the server named none.
	Href string
	// What it comes from; nil if from nothing else.
	Cause error
}

// Error gives the code, the message and the cause.
func (e *Error) Error() string {
	text := e.Code + ": " + e.Message
	if e.Cause != nil {
		text += " (" + e.Cause.Error() + ")"
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Is tells whether the target is an Error of the same code, so that errors.Is(err, ErrQueueFull) asks for the code.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && other.Code == e.Code
}

// IsRetryable tells whether the same may succeed later.
func (e *Error) IsRetryable() bool { return e.Retryable }

// because gives the same error with a cause.
func (e *Error) because(cause error) *Error {
	caused := *e
	caused.Cause = cause
	return &caused
}
