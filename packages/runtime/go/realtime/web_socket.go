package realtime

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// How long a server that does not answer a close keeps the socket.
const closeTimeout = time.Second

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
	ctx, cancel := context.WithCancel(context.Background())
	made := &webSocketConnection{
		transport: w,
		request:   request,
		events:    events,
		ctx:       ctx,
		cancel:    cancel,
		queued:    make(chan struct{}, 1),
		over:      make(chan struct{}),
	}
	go made.run()
	return made
}

// webSocketConnection is one socket: a goroutine that reads, and one that writes.
type webSocketConnection struct {
	transport *webSocket
	request   TransportRequest
	events    TransportEvents
	ctx       context.Context
	cancel    context.CancelFunc
	// Holds a value when there is something to write.
	queued chan struct{}
	// Closed when nothing is left.
	over chan struct{}

	mu       sync.Mutex
	messages [][]byte
	buffered int
	drains   bool
	// How it is closed from here; nil: it is not.
	goodbye *websocket.CloseError
}

func (c *webSocketConnection) Send(frames []protocol.ClientFrame, frameBytes int) {
	messages, err := c.request.Codec.Encode(frames, frameBytes)
	if err != nil {
		// Everything in a frame was encoded once before it came here.
		return
	}
	c.mu.Lock()
	for _, message := range messages {
		c.messages = append(c.messages, message)
		c.buffered += len(message)
	}
	c.drains = c.drains || c.buffered > pauseAbove
	c.mu.Unlock()
	c.signal()
}

func (c *webSocketConnection) Close(code int, reason string) <-chan struct{} {
	c.mu.Lock()
	first := c.goodbye == nil
	if first {
		c.goodbye = &websocket.CloseError{Code: websocket.StatusCode(code), Reason: reason}
	}
	c.mu.Unlock()
	if first {
		c.signal()
		stop := time.AfterFunc(closeTimeout, c.cancel)
		context.AfterFunc(c.ctx, func() { stop.Stop() })
	}
	return c.over
}

func (c *webSocketConnection) Buffered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.buffered
}

func (c *webSocketConnection) signal() {
	select {
	case c.queued <- struct{}{}:
	default:
	}
}

func (c *webSocketConnection) isClosed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.goodbye != nil
}

func (c *webSocketConnection) run() {
	defer close(c.over)
	defer c.cancel()
	socket, err := c.dial()
	if err != nil {
		return
	}
	defer func() { _ = socket.CloseNow() }()
	c.events.Opened()
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write(socket)
	}()
	code, reason := c.read(socket)
	if !c.isClosed() {
		c.events.Closed(code, reason, nil)
	}
	c.cancel()
	<-written
}

// dial opens the socket, and reports it if that fails.
func (c *webSocketConnection) dial() (*websocket.Conn, error) {
	// A connection that is given up before it is there is not waited for.
	ctx, cancel := context.WithCancel(c.ctx)
	defer cancel()
	go func() {
		for !c.isClosed() {
			select {
			case <-c.queued:
			case <-ctx.Done():
				return
			}
		}
		cancel()
	}()
	socket, response, err := websocket.Dial(ctx, c.request.URL, &websocket.DialOptions{
		HTTPClient:      c.transport.client,
		Subprotocols:    []string{c.request.Codec.Protocol()},
		CompressionMode: c.transport.compression,
	})
	if err == nil {
		socket.SetReadLimit(readLimit)
		return socket, nil
	}
	var refusal *protocol.Error
	if response != nil && response.StatusCode != http.StatusSwitchingProtocols {
		refusal = readRefusal(response, c.request.Clock.Now()).err
	}
	if !c.isClosed() {
		c.events.Closed(noCode, err.Error(), refusal)
	}
	return nil, err
}

func (c *webSocketConnection) read(socket *websocket.Conn) (code int, reason string) {
	var message bytes.Buffer
	for {
		kind, reader, err := socket.Reader(c.ctx)
		if err == nil {
			message.Reset()
			_, err = message.ReadFrom(reader)
		}
		if err != nil {
			return closeOf(err)
		}
		c.receive(kind, message.Bytes())
	}
}

func (c *webSocketConnection) receive(kind websocket.MessageType, message []byte) {
	if c.isClosed() {
		return
	}
	if (kind == websocket.MessageBinary) != c.request.Codec.Binary() {
		c.events.Malformed("The message is text where it should be binary, or the other way round")
		return
	}
	frames, err := c.request.Codec.Decode(message)
	if len(frames) > 0 {
		c.events.Frames(frames)
	}
	if err != nil && !c.isClosed() {
		c.events.Malformed(err.Error())
	}
}

func closeOf(err error) (code int, reason string) {
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		return int(closed.Code), closed.Reason
	}
	return noCode, err.Error()
}

// write writes what is handed over, until the connection is closed.
func (c *webSocketConnection) write(socket *websocket.Conn) {
	kind := websocket.MessageText
	if c.request.Codec.Binary() {
		kind = websocket.MessageBinary
	}
	for {
		messages, goodbye := c.take()
		for _, message := range messages {
			if socket.Write(c.ctx, kind, message) != nil {
				return
			}
			c.written(len(message))
		}
		if goodbye != nil {
			_ = socket.Close(goodbye.Code, goodbye.Reason)
			c.cancel()
			return
		}
		select {
		case <-c.queued:
		case <-c.ctx.Done():
			return
		}
	}
}

func (c *webSocketConnection) take() ([][]byte, *websocket.CloseError) {
	c.mu.Lock()
	defer c.mu.Unlock()
	messages := c.messages
	c.messages = nil
	return messages, c.goodbye
}

func (c *webSocketConnection) written(bytes int) {
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
