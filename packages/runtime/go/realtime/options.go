package realtime

import (
	"context"
	"net/url"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// TokenSource gets a token: asked before the first connection, before the token runs out, and when the server refuses it. An
// error whose `Retryable() bool` says false ends the client (protocol.Failed); after any other it is asked again. The context ends
// with the client.
type TokenSource func(ctx context.Context) (string, error)

// AuthorizeRequest says what is to be authorised.
type AuthorizeRequest struct {
	Channel string
	// The id of the connection, for the back end.
	Connection string
}

// Authorizer gets the token that lets one connection onto one private or presence channel, from the application's back end
// (which asks channels.authorize). Called again for a new connection, and when the server refuses the last one as worn out. An
// error whose `Retryable() bool` says false ends the subscription; after any other it is asked again.
type Authorizer func(ctx context.Context, request AuthorizeRequest) (string, error)

// QueuePolicy says what happens beyond the bounds of the queue.
type QueuePolicy string

// The policies of the queue.
const (
	// QueueReject: the new one fails with ErrQueueFull. The default.
	QueueReject QueuePolicy = "reject"
	// QueueDropOldest: the publish that waited longest fails with ErrQueueFull.
	QueueDropOldest QueuePolicy = "drop-oldest"
	// QueueBlock: Publish waits until there is room, in order.
	QueueBlock QueuePolicy = "block"
)

// Queue is the bounds of what waits to be sent, and what happens beyond them.
type Queue struct {
	// Default 1,000.
	Messages int
	// Default 1 MiB.
	Bytes int
	// Default QueueReject.
	Policy QueuePolicy
}

// Backoff says when a connection is tried for again, and how often.
type Backoff struct {
	// The least that later retries are spread from, until the server says its own. Default 400 ms.
	Min time.Duration
	// The longest wait, until the server says its own. Default 20 s.
	Max time.Duration
	// After so many attempts in a row that came to nothing the client gives up: its state is protocol.Failed with the code of
	// ErrAttemptsExhausted. A connection that came about begins the count anew. Default 0: it never gives up.
	Attempts int
}

// NoTimeout lets a request wait for its answer for ever, or until its context ends.
const NoTimeout time.Duration = -1

const (
	defaultTimeout = 30 * time.Second
	runtimeName    = "parlance-runtime-go"
	runtimeVersion = "0.1.0"
)

type options struct {
	token     TokenSource
	authorize Authorizer
	transport Transport
	codec     Codec
	queue     Queue
	backoff   Backoff
	timeout   time.Duration
	client    protocol.ClientInfo
	clock     Clock
}

// Option sets up a client.
type Option func(*options)

// WithToken gives the one token there is. When the server refuses it the client ends.
func WithToken(token string) Option {
	return WithTokenSource(func(context.Context) (string, error) { return token, nil })
}

// WithTokenSource says where tokens come from. Default: none is sent.
func WithTokenSource(source TokenSource) Option { return func(o *options) { o.token = source } }

// WithAuthorizer says who authorises subscriptions of private and presence channels.
func WithAuthorizer(authorize Authorizer) Option { return func(o *options) { o.authorize = authorize } }

// WithTransport says how frames travel. Default: WebSocket().
func WithTransport(transport Transport) Option { return func(o *options) { o.transport = transport } }

// WithCodec says how frames are written. Default: JSON.
func WithCodec(codec Codec) Option { return func(o *options) { o.codec = codec } }

// WithQueue bounds what waits while there is no connection or it is busy.
func WithQueue(queue Queue) Option { return func(o *options) { o.queue = queue } }

// WithBackoff says how a connection is tried for again.
func WithBackoff(backoff Backoff) Option { return func(o *options) { o.backoff = backoff } }

// WithTimeout says how long a request or publish may take, reconnects included. Default 30 s; NoTimeout: no limit.
func WithTimeout(timeout time.Duration) Option { return func(o *options) { o.timeout = timeout } }

// WithClientInfo names the program, for the server's log. Default: this runtime.
func WithClientInfo(name, version string) Option {
	return func(o *options) { o.client = protocol.ClientInfo{Name: name, Version: version} }
}

// WithClock replaces the machine's clock, for tests.
func WithClock(clock Clock) Option { return func(o *options) { o.clock = clock } }

func resolve(given []Option) options {
	resolved := options{
		codec:   JSON,
		timeout: defaultTimeout,
		client:  protocol.ClientInfo{Name: runtimeName, Version: runtimeVersion},
		clock:   systemClock{},
	}
	for _, option := range given {
		option(&resolved)
	}
	if resolved.transport == nil {
		resolved.transport = WebSocket()
	}
	return resolved
}

// check refuses the first option that makes no sense.
func (o options) check() error {
	queue, backoff := o.queue, o.backoff
	switch queue.Policy {
	case "", QueueReject, QueueDropOldest, QueueBlock:
	default:
		return invalidConfiguration("Queue.Policy must be QueueReject, QueueDropOldest or QueueBlock.")
	}
	for _, each := range []struct {
		name  string
		value int64
	}{
		{"Queue.Messages", int64(queue.Messages)},
		{"Queue.Bytes", int64(queue.Bytes)},
		{"Backoff.Min", int64(backoff.Min)},
		{"Backoff.Max", int64(backoff.Max)},
		{"Backoff.Attempts", int64(backoff.Attempts)},
	} {
		if each.value < 0 {
			return invalidConfiguration(each.name + " must not be negative.")
		}
	}
	return checkTimeout(o.timeout)
}

// checkTimeout refuses a time that a request cannot take; zero is the default.
func checkTimeout(timeout time.Duration) error {
	if timeout < 0 && timeout != NoTimeout {
		return invalidConfiguration("The timeout must not be negative, unless it is NoTimeout.")
	}
	return nil
}

// checkedURL refuses anything but an absolute ws, wss, http or https URL without credentials or fragment.
func checkedURL(given string) error {
	parsed, err := url.Parse(given)
	if err == nil && parsed.Host != "" && parsed.User == nil && parsed.Fragment == "" {
		switch parsed.Scheme {
		case "ws", "wss", "http", "https":
			return nil
		}
	}
	return invalidConfiguration("The URL must be an absolute ws, wss, http or https URL without credentials or fragment.")
}
