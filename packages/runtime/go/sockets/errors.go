package sockets

import (
	"strconv"
	"strings"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// Error says that a message was not sent or answered, or that the connection ended. It is a runtime.Error; the errors below are
// compared with it by code.
type Error = realtime.Error

// Errors of the client itself.
var (
	// ErrClosed: the socket was closed. Open a new one.
	ErrClosed = realtime.ErrClosed
	// ErrQueueFull: more waits to be sent than the queue takes. Send less, later, or raise its bounds (WithQueue).
	ErrQueueFull = realtime.ErrQueueFull
	// ErrTimeout: no answer came in time.
	ErrTimeout = realtime.ErrTimeout
	// ErrOutcomeUnknown: the connection was lost before the answer came. Repeat the request if that does no harm.
	ErrOutcomeUnknown = realtime.ErrOutcomeUnknown
	// ErrBufferExceeded: messages came faster than they were read.
	ErrBufferExceeded = realtime.NewError(&protocol.Error{
		Code:      "buffer_exceeded",
		Message:   "Messages came faster than they were read. Read faster, raise WithBuffer, or use WithDropOldest",
		Retryable: true,
	})
)

func invalidConfiguration(message string) error {
	return realtime.NewError(&protocol.Error{Code: "configuration_invalid", Message: message})
}

// notSent says of a message that it may not be sent, or not be requested, and which may.
func notSent(descriptor *socket.Descriptor, name, verb string, may []string) error {
	there := "none may"
	if len(may) > 0 {
		there = "those that may are " + strings.Join(may, ", ")
	}
	return invalidConfiguration("no message " + strconv.Quote(name) + " may be " + verb + " on " + descriptor.ID + "; " + there)
}

func invalidRequest(name string, cause error) error {
	return realtime.NewError(&protocol.Error{
		Code: "invalid_request", Message: "The payload of " + name + " cannot be sent. Nothing was sent", Cause: cause,
	})
}
