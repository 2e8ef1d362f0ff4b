package realtime

import "github.com/parlance-dev/parlance/packages/runtime/go/protocol"

// Transport carries frames between a session and its server; made by WebSocket or SSE. One object serves all the connections of
// a client, one after the other.
type Transport interface {
	// Open begins to open a connection and returns at once. What goes wrong is told to events.Closed. Events come from goroutines
	// of the transport's own, never from within Open or a method of the connection.
	Open(request TransportRequest, events TransportEvents) TransportConnection
}

// TransportRequest is what a transport needs to know of one connection.
type TransportRequest struct {
	// The address of the client, or the one that the server sent the client to. It holds no secret.
	URL string
	// Turns frames into what is sent and back; its sub-protocol is offered to the server.
	Codec Codec
	// For whatever a transport waits for: tests bring a clock of their own.
	Clock Clock
}

// TransportEvents is where a transport reports, one call at a time.
type TransportEvents interface {
	// Opened: frames can be sent. Once, before any Frames.
	Opened()
	// Frames arrived, together. It may wait until there is room for them.
	Frames(frames []protocol.ServerFrame)
	// Malformed: what arrived is no frame; the message says why, without its content.
	Malformed(message string)
	// Drained: of what was handed over little is left. Only after Buffered was more than that.
	Drained()
	// Closed: the connection is over or did not come about; nothing is reported after it. The code is a WebSocket close code, 1006
	// if there is none. An error that is not retryable, such as the 404 of a wrong address, ends the client; nil: there is none.
	Closed(code int, reason string, err *protocol.Error)
}

// TransportConnection is one connection.
type TransportConnection interface {
	// Send sends frames in this order, in as few messages of at most so many bytes as the transport can. Called only after Opened
	// and before Close; it does not block.
	Send(frames []protocol.ClientFrame, frameBytes int)
	// Close closes at once and does not block; nothing is reported afterwards, not even Closed. The channel is closed when nothing
	// of the connection is left, at most about a second later.
	Close(code int, reason string) <-chan struct{}
	// Buffered is how many bytes were handed over and have not left yet.
	Buffered() int
}

const (
	// What was handed over and has not left yet: above, publishes wait; below, they go on.
	pauseAbove  = 256 << 10
	resumeBelow = 64 << 10
	// What every server takes, before it says how much.
	leastFrameBytes = 65_536
)
