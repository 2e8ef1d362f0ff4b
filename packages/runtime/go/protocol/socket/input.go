package socket

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Input is what the driver reports. Connections are numbered from 1; what concerns an older one is dropped.
type Input interface{ isInput() }

// OpenedInput: messages can be sent.
type OpenedInput struct{ Connection int }

// ClosedInput: the connection is over, or could not be opened.
type ClosedInput struct {
	Connection int
	Code       int
	Reason     string
	// Err is what the host knows beyond the code; nil: nothing. Unless it is retryable, the socket has failed.
	Err *protocol.Error
}

// MessageInput: a message came.
type MessageInput struct {
	Connection int
	Message    Message
}

// PongInput: a pong of the WebSocket protocol came.
type PongInput struct{ Connection int }

// RestoredInput: the application is done with restoring.
type RestoredInput struct{ Connection int }

// RestoreFailedInput: the application could not restore the socket.
type RestoreFailedInput struct {
	Connection int
	Message    string
	Cause      error
}

// TokenInput is the token that was asked for.
type TokenInput struct {
	Token string
	// ExpiresAt is zero if it is not known.
	ExpiresAt time.Time
}

// TokenFailedInput: there is no token.
type TokenFailedInput struct {
	Message string
	Cause   error
}

func (OpenedInput) isInput()        {}
func (ClosedInput) isInput()        {}
func (MessageInput) isInput()       {}
func (PongInput) isInput()          {}
func (RestoredInput) isInput()      {}
func (RestoreFailedInput) isInput() {}
func (TokenInput) isInput()         {}
func (TokenFailedInput) isInput()   {}
