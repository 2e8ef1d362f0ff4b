package protocol

// Input is what the driver reports of a transport, of the token and of the host. One of OpenedInput, ClosedInput, FrameInput,
// MalformedInput, PressureInput, TokenInput, TokenFailedInput, NetworkInput, ResumedInput.
type Input interface{ isInput() }

// OpenedInput: the transport takes frames.
type OpenedInput struct{ Transport int }

// ClosedInput: the transport is over, or could not be opened.
type ClosedInput struct {
	Transport int
	// A WebSocket close code, 1006 if there is none.
	Code   int
	Reason string
	// What the transport knows more than that, such as the answer of a server that is none of ours; nil: nothing. Unless it is
	// retryable the session fails.
	Err *Error
}

// FrameInput: a frame arrived.
type FrameInput struct {
	Transport int
	Frame     ServerFrame
}

// MalformedInput: what arrived is no frame.
type MalformedInput struct {
	Transport int
	Message   string
}

// PressureInput: the transport's send buffer is full (Paused) or has room again.
type PressureInput struct {
	Transport int
	Paused    bool
}

// TokenInput: there is a token; empty: none is needed.
type TokenInput struct{ Token string }

// TokenFailedInput: no token could be got.
type TokenFailedInput struct {
	Message string
	// Whoever gives tokens has refused for good, so the session fails.
	Final bool
	Cause error
}

// NetworkInput: the host went offline or online.
type NetworkInput struct{ Online bool }

// ResumedInput: the host woke from sleep. Whatever was waited for may be due or dead.
type ResumedInput struct{}

func (OpenedInput) isInput()      {}
func (ClosedInput) isInput()      {}
func (FrameInput) isInput()       {}
func (MalformedInput) isInput()   {}
func (PressureInput) isInput()    {}
func (TokenInput) isInput()       {}
func (TokenFailedInput) isInput() {}
func (NetworkInput) isInput()     {}
func (ResumedInput) isInput()     {}

// transportOf gives the transport that an input is of; ok is false if it is of none.
func transportOf(input Input) (transport int, ok bool) {
	switch input := input.(type) {
	case OpenedInput:
		return input.Transport, true
	case ClosedInput:
		return input.Transport, true
	case FrameInput:
		return input.Transport, true
	case MalformedInput:
		return input.Transport, true
	case PressureInput:
		return input.Transport, true
	}
	return 0, false
}
