package sockets

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// Socket is a socket of somebody else's server. It connects when it is first used, comes back by itself, and keeps in order what is
// sent meanwhile. P is the type of the payloads of what comes. Safe for concurrent use.
type Socket[P any] struct {
	core       *core
	descriptor Descriptor[P]
}

// State says where the connection is.
func (s *Socket[P]) State() socket.State {
	s.core.mu.Lock()
	defer s.core.mu.Unlock()
	return s.core.driver.machine.State()
}

// Connect connects, and returns when the socket is open and restored. Fails with an Error if it has ended, or with the context's
// cause: the socket then goes on connecting, and only the wait is over.
func (s *Socket[P]) Connect(ctx context.Context) error { return s.core.opened(ctx) }

// Close closes the socket for good: what waits fails with ErrClosed, iterations end. It returns when the server was told, at most
// about a second later. Does nothing the second time, and never fails.
func (s *Socket[P]) Close() error {
	s.core.close()
	return nil
}

func (c *core) close() {
	c.mu.Lock()
	c.driver.command(socket.CloseCommand{})
	closing := c.driver.closing
	c.mu.Unlock()
	if closing != nil {
		<-closing
	}
}

// OnRestore says what runs after every opening from now on: to log in, and to ask for what the last connection had. What is sent with
// the context that it is given goes before all that waits; without that context it waits too. If it fails, or takes more than 10 s,
// the connection is closed and tried again, later each time: OnError hears of restore_failed, else the default logger of log/slog.
// Nil: nothing runs.
func (s *Socket[P]) OnRestore(restore func(ctx context.Context) error) {
	s.core.mu.Lock()
	defer s.core.mu.Unlock()
	s.core.restore = restore
}

// OnState calls listener with each state, one call at a time, until stop is called.
func (s *Socket[P]) OnState(listener func(socket.State)) (stop func()) {
	return s.core.states.add(s.core, listener)
}

// OnError calls listener with why a connection was lost, until stop is called. What OnRestore's function or the source of tokens
// failed with (restore_failed, token_unavailable) goes to the default logger of log/slog where nobody listens.
func (s *Socket[P]) OnError(listener func(error)) (stop func()) {
	return s.core.errors.add(s.core, listener)
}

// OnMessage calls listener with each message that comes, one call at a time, until stop is called. It does not connect.
func (s *Socket[P]) OnMessage(listener func(Message[P])) (stop func()) {
	made := &handler{core: s.core, handle: func(message *socket.Message) { listener(s.descriptor.read(message)) }}
	s.core.mu.Lock()
	defer s.core.mu.Unlock()
	s.core.add(made, 0)
	return func() {
		s.core.mu.Lock()
		defer s.core.mu.Unlock()
		s.core.remove(made)
	}
}

// handler is a recipient that calls a function, through the dispatcher.
type handler struct {
	core   *core
	handle func(message *socket.Message)
}

func (h *handler) take(delivery *delivery) {
	h.core.dispatcher.Push(func() {
		h.handle(&delivery.effect.Message)
		delivery.handled()
	})
}

// Messages iterates the messages that come while the loop runs, and connects. It ends when the socket is closed; with an Error when
// it cannot come back or when the buffer is full (ErrBufferExceeded), and with the context's cause when that ends.
func (s *Socket[P]) Messages(ctx context.Context, options ...ReadOption) iter.Seq2[Message[P], error] {
	return func(yield func(Message[P], error) bool) {
		if err := checkRead(options); err != nil {
			yield(Message[P]{}, err)
			return
		}
		s.core.mu.Lock()
		reads := s.read(0, options)
		s.core.mu.Unlock()
		s.iterate(ctx, reads, yield)
	}
}

// Subscribe subscribes with a payload of the message that x-parlance-subscription names, and iterates what comes for its key. It is
// asked for again after every opening, and ends with the loop, if no other has its key. The error is one of configuration where the
// document has no such extension; else as with Messages.
func (s *Socket[P]) Subscribe(ctx context.Context, payload any, options ...ReadOption) iter.Seq2[Message[P], error] {
	return func(yield func(Message[P], error) bool) {
		rule := s.core.descriptor.Subscription
		if rule == nil {
			const message = "the document does not say how one subscribes: send the message, and send it again in OnRestore"
			yield(Message[P]{}, invalidConfiguration(message))
			return
		}
		encoded, err := encode(s.core.descriptor, rule.Subscribe, payload)
		if err == nil {
			err = checkRead(options)
		}
		if err != nil {
			yield(Message[P]{}, err)
			return
		}
		s.core.mu.Lock()
		s.core.last++
		reads := s.read(s.core.last, options)
		s.core.driver.command(socket.SubscribeCommand{Subscription: s.core.last, Payload: encoded.Payload})
		s.core.mu.Unlock()
		s.iterate(ctx, reads, yield)
	}
}

// read begins to read. Under the lock.
func (s *Socket[P]) read(subscription int, options []ReadOption) *reader {
	made := newReader(s.core, options)
	s.core.add(made, subscription)
	s.core.driver.command(socket.ConnectCommand{})
	if state := s.core.driver.machine.State(); socket.EndOf(state) != nil {
		s.core.endReaders(state)
	}
	return made
}

func (s *Socket[P]) iterate(ctx context.Context, reads *reader, yield func(Message[P], error) bool) {
	defer func() {
		s.core.mu.Lock()
		defer s.core.mu.Unlock()
		s.core.remove(reads)
	}()
	for {
		next, err := reads.next(ctx)
		if errors.Is(err, errEnd) {
			return
		}
		if err != nil {
			yield(Message[P]{}, err)
			return
		}
		goesOn := yield(s.descriptor.read(&next.effect.Message), nil)
		next.handled()
		if !goesOn {
			return
		}
	}
}

// SendOption says how one message is sent.
type SendOption func(*sendOptions)

type sendOptions struct{ timeout time.Duration }

// WithTimeout says how long it may take until it fails with ErrTimeout. Default: 10 s for requests; none for messages.
func WithTimeout(timeout time.Duration) SendOption {
	return func(o *sendOptions) { o.timeout = timeout }
}

// Send sends a message by its name in the document; generated sockets have a method for each. It returns when the message has left,
// or was acknowledged where the document has acknowledgements for it; while there is no connection, it waits. Fails with
// ErrQueueFull, ErrTimeout, ErrClosed or what ended the socket, with the context's cause, or with invalid_request if the payload
// cannot be sent.
func (s *Socket[P]) Send(ctx context.Context, name string, payload any, options ...SendOption) error {
	_, err := s.send(ctx, name, payload, false, options)
	return err
}

// Request sends a message and returns its answer. Fails as Send does, with ErrTimeout after 10 s, and with ErrOutcomeUnknown if the
// connection was lost in between.
func (s *Socket[P]) Request(ctx context.Context, name string, payload any, options ...SendOption) (Message[P], error) {
	reply, err := s.send(ctx, name, payload, true, append([]SendOption{WithTimeout(requestTimeout)}, options...))
	if err != nil {
		return Message[P]{}, err
	}
	return s.descriptor.read(reply), nil
}

func (s *Socket[P]) send(
	ctx context.Context, name string, payload any, reply bool, options []SendOption,
) (*socket.Message, error) {
	var resolved sendOptions
	for _, option := range options {
		option(&resolved)
	}
	message, err := encode(s.core.descriptor, name, payload)
	if err != nil {
		return nil, err
	}
	if sends := s.core.descriptor.Sends; reply && len(sends[name].Replies) == 0 {
		answered := func(each string) bool { return len(sends[each].Replies) == 0 }
		return nil, notSent(s.core.descriptor, name, "requested", slices.DeleteFunc(slices.Sorted(maps.Keys(sends)), answered))
	}
	return s.core.send(ctx, message, reply, resolved.timeout)
}

// Reply is the answer of a request that one message alone answers. Fails if the payload does not fit its type.
func Reply[T, P any](message Message[P], err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	if payload, ok := any(message.Payload).(T); ok {
		return payload, nil
	}
	return none, realtime.NewError(&protocol.Error{
		Code: protocol.ErrDecodeFailed.Code, Message: "The answer is not what the document says", Cause: message.Err,
	})
}
