package socket

import "github.com/parlance-dev/parlance/packages/runtime/go/protocol"

var (
	errQueueFull = &protocol.Error{
		Code:      "queue_full",
		Message:   "The queue is full: the connection is away, and too much waits for it. Send less, or later",
		Retryable: true,
	}
	errLostRestoring  = lostBecause("The connection was lost while the socket was restored")
	errOutcomeUnknown = &protocol.Error{
		Code:    "outcome_unknown",
		Message: "The connection was lost before the answer came: it was sent, and nobody can tell whether it was carried out",
	}
	errTimeout     = &protocol.Error{Code: "timeout", Message: "No answer came in time", Retryable: true}
	errCancelled   = &protocol.Error{Code: "cancelled", Message: "The application waits for it no more"}
	errClosed      = &protocol.Error{Code: "closed", Message: "The socket is closed. Open a new one"}
	errSlowOpening = lostBecause("The connection did not open in time")
	errSlowRestore = lostBecause("What restores the socket did not end in time")
	errSilent      = lostBecause("The server was silent for too long")
)

func lostBecause(message string) *protocol.Error {
	return &protocol.Error{Code: "connection_lost", Message: message, Retryable: true}
}
