package realtime

import (
	"net/http"
	"sync"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// WebSocketOption says how WebSockets are opened.
type WebSocketOption func(*webSocket)

// WithHTTPClient makes the calls that become WebSockets, for a proxy or certificates. Default: http.DefaultClient.
func WithHTTPClient(client *http.Client) WebSocketOption {
	return func(w *webSocket) { w.client = client }
}

// WithCompression negotiates permessage-deflate (RFC 7692), which costs memory and time for each connection. Default: off.
func WithCompression() WebSocketOption {
	return func(w *webSocket) { w.compression = websocket.CompressionContextTakeover }
}

type webSocket struct {
	client      *http.Client
	compression websocket.CompressionMode
}

// WebSocket carries frames over a WebSocket, the default. The token travels in the first frame, never in the address. Messages of
// more than 16 MiB are not read.
//
// A server that answers with an HTTP status in place of a WebSocket, such as 404 for a wrong path, ends the client: its state is
// protocol.Failed, with the server's code or status_404. It tries again after 408, 425, 429 and all that is not 4xx, and not before
// Retry-After.
func WebSocket(options ...WebSocketOption) Transport {
	made := &webSocket{compression: websocket.CompressionDisabled}
	for _, option := range options {
		option(made)
	}
	return made
}

func (w *webSocket) Open(request TransportRequest, events TransportEvents) TransportConnection {
	made := &webSocketConnection{request: request, events: events}
	made.mu.Lock()
	defer made.mu.Unlock()
	made.socket = wire.Open(request.URL, &websocket.DialOptions{
		HTTPClient:      w.client,
		Subprotocols:    []string{request.Codec.Protocol()},
		CompressionMode: w.compression,
	}, request.Clock.Now, made)
	return made
}

// webSocketConnection carries frames over one socket.
type webSocketConnection struct {
	request TransportRequest
	events  TransportEvents

	mu       sync.Mutex
	socket   *wire.Socket
	buffered int
	drains   bool
}

func (c *webSocketConnection) Send(frames []protocol.ClientFrame, frameBytes int) {
	messages, err := c.request.Codec.Encode(frames, frameBytes)
	if err != nil {
		// Everything in a frame was encoded once before it came here.
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, message := range messages {
		c.buffered += len(message)
		c.socket.Send(message, c.request.Codec.Binary())
	}
	c.drains = c.drains || c.buffered > pauseAbove
}

func (c *webSocketConnection) Close(code int, reason string) <-chan struct{} {
	return c.open().Close(code, reason)
}

func (c *webSocketConnection) Buffered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.buffered
}

// open gives the socket, also to events that are quicker than Open.
func (c *webSocketConnection) open() *wire.Socket {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.socket
}

// Opened implements wire.Events.
func (c *webSocketConnection) Opened() { c.events.Opened() }

// Message implements wire.Events.
func (c *webSocketConnection) Message(message []byte, binary bool) {
	if binary != c.request.Codec.Binary() {
		c.events.Malformed("The message is text where it should be binary, or the other way round")
		return
	}
	frames, err := c.request.Codec.Decode(message)
	if len(frames) > 0 {
		c.events.Frames(frames)
	}
	if err != nil && !c.open().IsClosed() {
		c.events.Malformed(err.Error())
	}
}

// Pong implements wire.Events; no frame asks for one.
func (c *webSocketConnection) Pong() {}

// Written implements wire.Events.
func (c *webSocketConnection) Written(bytes int) {
	c.mu.Lock()
	c.buffered -= bytes
	drained := c.drains && c.buffered < resumeBelow
	if drained {
		c.drains = false
	}
	c.mu.Unlock()
	if drained {
		c.events.Drained()
	}
}

// Closed implements wire.Events.
func (c *webSocketConnection) Closed(code int, reason string, refusal *protocol.Error) {
	c.events.Closed(code, reason, refusal)
}
