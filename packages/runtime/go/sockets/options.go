package sockets

import (
	"context"
	"maps"
	"net/http"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// Token is a token and when it ends.
type Token struct {
	Value string
	// ExpiresAt is zero if it does not end, or says so itself as a JWT does.
	ExpiresAt time.Time
}

// TokenSource gets a token before each opening, and before one ends where the document can renew it in band. The context ends with
// the socket.
type TokenSource func(ctx context.Context) (Token, error)

// Heartbeat is how the connection is kept alive.
type Heartbeat struct {
	// Interval between two signs of life of ours.
	Interval time.Duration
	// Timeout of silence after one of them, after which the connection is given up and made anew.
	Timeout time.Duration
	// Message is the name of what is sent, with its Payload; empty: pings of the WebSocket protocol.
	Message string
	Payload any
}

// Backoff is the bounds of the wait between attempts.
type Backoff struct {
	// Min is what later retries are spread from. Default 400 ms.
	Min time.Duration
	// Max is the longest wait. Default 20 s.
	Max time.Duration
}

// Queue is what waits at most while there is no connection; what is beyond fails with ErrQueueFull.
type Queue struct {
	// Default 1,000.
	Messages int
	// Default 1 MiB.
	Bytes int
}

type options struct {
	url          string
	variables    map[string]string
	token        TokenSource
	subprotocols []string
	header       map[string]string
	heartbeat    *Heartbeat
	backoff      Backoff
	queue        Queue
	client       *http.Client
	clock        realtime.Clock
}

// Option sets up a client, or one socket in place of what its client says.
type Option func(*options)

// WithURL gives the server's URL in place of the document's. Needed where the document has none.
func WithURL(url string) Option { return func(o *options) { o.url = url } }

// WithVariable gives the value of a variable in the document's server URL.
func WithVariable(name, value string) Option {
	return func(o *options) { o.variables = with(o.variables, name, value) }
}

// WithToken gives the one token there is. Needed where the document says where it goes (x-parlance-token), or WithTokenSource.
func WithToken(token string) Option {
	return WithTokenSource(func(context.Context) (Token, error) { return Token{Value: token}, nil })
}

// WithTokenSource says where tokens come from.
func WithTokenSource(source TokenSource) Option { return func(o *options) { o.token = source } }

// WithSubprotocols offers sub-protocols to the server. Default: none.
func WithSubprotocols(names ...string) Option { return func(o *options) { o.subprotocols = names } }

// WithHeader adds a header to the request that opens a connection.
func WithHeader(name, value string) Option {
	return func(o *options) { o.header = with(o.header, name, value) }
}

// WithHeartbeat says how the connection is kept alive. Default: as the document says (x-parlance-heartbeat), else not at all. The
// zero Heartbeat is none.
func WithHeartbeat(heartbeat Heartbeat) Option { return func(o *options) { o.heartbeat = &heartbeat } }

// WithBackoff bounds the wait between attempts.
func WithBackoff(backoff Backoff) Option { return func(o *options) { o.backoff = backoff } }

// WithQueue bounds what waits while there is no connection.
func WithQueue(queue Queue) Option { return func(o *options) { o.queue = queue } }

// WithHTTPClient makes the calls that become WebSockets, for a proxy or certificates. Default: http.DefaultClient. Redirects are not
// followed: a token could go to somebody else.
func WithHTTPClient(client *http.Client) Option { return func(o *options) { o.client = client } }

// WithClock replaces the machine's clock, for tests: runtimetest.VirtualClock.
func WithClock(clock realtime.Clock) Option { return func(o *options) { o.clock = clock } }

func resolve(given []Option) options {
	resolved := options{client: http.DefaultClient, clock: realtime.SystemClock()}
	for _, option := range given {
		option(&resolved)
	}
	client := *resolved.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resolved.client = &client
	return resolved
}

// with gives a copy of a map with one more entry: options of a client are those of all its sockets.
func with(values map[string]string, name, value string) map[string]string {
	copied := map[string]string{}
	maps.Copy(copied, values)
	copied[name] = value
	return copied
}

// check refuses numbers that make no sense; zero is the default of all but the heartbeat's.
func (o options) check() error {
	if o.backoff.Min < 0 || o.backoff.Max < 0 {
		return invalidConfiguration("the durations of WithBackoff must not be negative")
	}
	if o.queue.Messages < 0 || o.queue.Bytes < 0 {
		return invalidConfiguration("the bounds of WithQueue must not be negative")
	}
	if o.heartbeat != nil && *o.heartbeat != (Heartbeat{}) && (o.heartbeat.Interval <= 0 || o.heartbeat.Timeout <= 0) {
		return invalidConfiguration("WithHeartbeat needs an Interval and a Timeout above 0; the zero Heartbeat is none")
	}
	return nil
}

// machineOptions is what the machine is told of these options. Fails if one makes no sense, or the heartbeat's payload is no JSON.
func (o options) machineOptions(descriptor *socket.Descriptor, random func() float64) (socket.Options, error) {
	if err := o.check(); err != nil {
		return socket.Options{}, err
	}
	made := socket.Options{
		Random:        random,
		LeastWait:     o.backoff.Min,
		LongestWait:   o.backoff.Max,
		QueueMessages: o.queue.Messages,
		QueueBytes:    o.queue.Bytes,
		CanPing:       true,
	}
	if o.heartbeat == nil {
		return made, nil
	}
	made.Heartbeat = &socket.Heartbeat{
		IntervalMs: o.heartbeat.Interval.Milliseconds(), TimeoutMs: o.heartbeat.Timeout.Milliseconds(),
	}
	if o.heartbeat.Message != "" {
		message, err := encode(descriptor, o.heartbeat.Message, o.heartbeat.Payload)
		if err != nil {
			return made, err
		}
		made.Heartbeat.Message = &message
	}
	return made, nil
}
