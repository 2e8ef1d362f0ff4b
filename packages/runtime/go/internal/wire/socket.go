// Package wire is what realtime connections of all kinds share: a WebSocket that does not block, and what a server's HTTP answer
// means in place of one.
package wire

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const (
	// NoCode is the close code of a connection that ended without one.
	NoCode = 1006
	// ReadLimit is the largest message that is read.
	ReadLimit = 16 << 20
	// How long a server that does not answer a close keeps the socket.
	closeTimeout = time.Second
)

// Events is where a socket reports, one call at a time.
type Events interface {
	// Opened: messages can be sent. Once, before any other.
	Opened()
	// Message came; the bytes are used again after the call.
	Message(data []byte, binary bool)
	// Pong: an answer to Ping came.
	Pong()
	// Written: so many bytes of what was handed over have left.
	Written(bytes int)
	// Closed: it is over or did not come about, and nothing is reported after it. The code is 1006 if there is none. An error is
	// what the server answered in place of a WebSocket, or has what the network said as its cause.
	Closed(code int, reason string, refusal *protocol.Error)
}

// Socket is one WebSocket: a goroutine that reads, and one that writes.
type Socket struct {
	events Events
	ctx    context.Context
	cancel context.CancelFunc
	// Holds a value when there is something to write.
	queued chan struct{}
	// Closed when nothing is left.
	over chan struct{}

	mu       sync.Mutex
	messages []outgoing
	// How it is closed from here; nil: it is not.
	goodbye *websocket.CloseError
}

// outgoing is a message, or a ping if it has no data.
type outgoing struct {
	data []byte
	kind websocket.MessageType
}

const ping websocket.MessageType = 0

// Open begins to open a socket and returns at once. Its events come from goroutines of its own. now is the time that a server's
// Retry-After is measured by.
func Open(address string, options *websocket.DialOptions, now func() time.Time, events Events) *Socket {
	ctx, cancel := context.WithCancel(context.Background())
	made := &Socket{
		events: events,
		ctx:    ctx,
		cancel: cancel,
		queued: make(chan struct{}, 1),
		over:   make(chan struct{}),
	}
	go made.run(address, options, now)
	return made
}

// Send sends a message behind those before it, and does not block. Only after Opened.
func (s *Socket) Send(data []byte, binary bool) {
	kind := websocket.MessageText
	if binary {
		kind = websocket.MessageBinary
	}
	s.push(outgoing{data, kind})
}

// Ping sends a ping of the WebSocket protocol.
func (s *Socket) Ping() { s.push(outgoing{kind: ping}) }

// Close closes the socket and does not block; nothing is reported afterwards. The channel is closed when nothing of it is left, at
// most about a second later.
func (s *Socket) Close(code int, reason string) <-chan struct{} {
	s.mu.Lock()
	first := s.goodbye == nil
	if first {
		s.goodbye = &websocket.CloseError{Code: websocket.StatusCode(code), Reason: reason}
	}
	s.mu.Unlock()
	if first {
		s.signal()
		stop := time.AfterFunc(closeTimeout, s.cancel)
		context.AfterFunc(s.ctx, func() { stop.Stop() })
	}
	return s.over
}

// IsClosed tells whether it was closed from here.
func (s *Socket) IsClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.goodbye != nil
}

func (s *Socket) push(message outgoing) {
	s.mu.Lock()
	s.messages = append(s.messages, message)
	s.mu.Unlock()
	s.signal()
}

func (s *Socket) signal() {
	select {
	case s.queued <- struct{}{}:
	default:
	}
}

func (s *Socket) run(address string, options *websocket.DialOptions, now func() time.Time) {
	defer close(s.over)
	defer s.cancel()
	connection := s.dial(address, options, now)
	if connection == nil {
		return
	}
	defer func() { _ = connection.CloseNow() }()
	s.events.Opened()
	written := make(chan struct{})
	go func() {
		defer close(written)
		s.write(connection)
	}()
	code, reason := s.read(connection)
	if !s.IsClosed() {
		s.events.Closed(code, reason, nil)
	}
	s.cancel()
	<-written
}

// dial opens the connection; where that fails it reports it and gives nil.
func (s *Socket) dial(address string, options *websocket.DialOptions, now func() time.Time) *websocket.Conn {
	// A connection that is given up before it is there is not waited for.
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	go func() {
		for !s.IsClosed() {
			select {
			case <-s.queued:
			case <-ctx.Done():
				return
			}
		}
		cancel()
	}()
	connection, response, err := websocket.Dial(ctx, address, options)
	if err == nil {
		connection.SetReadLimit(ReadLimit)
		return connection
	}
	failure := Failed(err)
	reason := failure.Cause.Error()
	if response != nil && response.StatusCode != http.StatusSwitchingProtocols {
		failure = ReadRefusal(response, now()).Err
	}
	if !s.IsClosed() {
		s.events.Closed(NoCode, reason, failure)
	}
	return nil
}

// Failed is why there is no connection, or none any more: its cause is the error of the network, without the address.
func Failed(err error) *protocol.Error {
	return &protocol.Error{
		Code:      protocol.ErrConnectionLost.Code,
		Message:   "The connection failed; see the cause",
		Retryable: true,
		CloseCode: NoCode,
		Cause:     withoutAddress(err),
	}
}

// withoutAddress is the error without the address, which may hold a token.
func withoutAddress(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

func (s *Socket) read(connection *websocket.Conn) (code int, reason string) {
	var message bytes.Buffer
	for {
		kind, reader, err := connection.Reader(s.ctx)
		if err == nil {
			message.Reset()
			_, err = message.ReadFrom(reader)
		}
		if err != nil {
			return closeOf(err)
		}
		if !s.IsClosed() {
			s.events.Message(message.Bytes(), kind == websocket.MessageBinary)
		}
	}
}

func closeOf(err error) (code int, reason string) {
	var closed websocket.CloseError
	if errors.As(err, &closed) {
		return int(closed.Code), closed.Reason
	}
	return NoCode, err.Error()
}

// write writes what is handed over, until the socket is closed.
func (s *Socket) write(connection *websocket.Conn) {
	for {
		messages, goodbye := s.take()
		for _, message := range messages {
			if message.kind == ping {
				go s.ping(connection)
				continue
			}
			if connection.Write(s.ctx, message.kind, message.data) != nil {
				return
			}
			s.events.Written(len(message.data))
		}
		if goodbye != nil {
			_ = connection.Close(goodbye.Code, goodbye.Reason)
			s.cancel()
			return
		}
		select {
		case <-s.queued:
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *Socket) ping(connection *websocket.Conn) {
	if connection.Ping(s.ctx) == nil && !s.IsClosed() {
		s.events.Pong()
	}
}

func (s *Socket) take() ([]outgoing, *websocket.CloseError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := s.messages
	s.messages = nil
	return messages, s.goodbye
}
