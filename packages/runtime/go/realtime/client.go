package realtime

import (
	"bytes"
	"context"
	"encoding/json"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Client is a realtime client, made by New. It never gives up by itself, unless it is refused for good or Backoff.Attempts are used
// up; its state is then protocol.Failed.
type Client struct{ hub *hub }

// New makes a client of the socket at this address, path included: wss, ws, https or http. Never put a token in it. It connects
// when it is first used, or by Connect. Fails if the address is none, and for an
// option that makes no sense.
func New(url string, given ...Option) (*Client, error) {
	if err := checkedURL(url); err != nil {
		return nil, err
	}
	options := resolve(given)
	if err := options.check(); err != nil {
		return nil, err
	}
	return &Client{newHub(url, options)}, nil
}

// State says where the connection stands.
func (c *Client) State() protocol.ConnectionState {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	return c.hub.state()
}

// Connect connects, and returns when connected; at once if it is. Fails with the Error of a final refusal, with ErrClosed, or with
// the context's cause when that ends: the client then goes on connecting, and only the wait is over.
func (c *Client) Connect(ctx context.Context) error {
	c.hub.mu.Lock()
	c.hub.connects = true
	err := c.hub.command(protocol.ConnectCommand{})
	c.hub.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = c.hub.connected(ctx)
	return err
}

// Disconnect lets go of the connection and keeps everything else: the state is protocol.Idle, nothing is tried any more, and
// Connect goes on from where each subscription stood, within the server's window (two minutes) with the same session. Beyond it a
// loss is a Gap.
//
// Only Connect connects again. What is published or subscribed to meanwhile waits for it, a publish for as long as it may take. An
// unanswered publish is sent again, another request fails with ErrOutcomeUnknown. Does nothing once the client has ended.
func (c *Client) Disconnect() {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	c.hub.connects = false
	c.hub.driver.command(protocol.DisconnectCommand{})
}

// Close ends the connection and all that stands on it: what waits fails with ErrClosed, iterations end, listeners are forgotten,
// and no goroutine or timer is left, but for a handler that still runs. It returns when the server was told, at most about a second
// later. Does nothing the second time, and never fails.
func (c *Client) Close() error {
	for _, left := range c.hub.close() {
		<-left
	}
	return nil
}

// Channel gives a channel by its name, whose messages are JSON. It holds nothing by itself: two values of one name are the same
// channel, and each Subscribe is a subscription of its own.
func (c *Client) Channel(name string, options ...ChannelOption) *Channel[json.RawMessage] {
	return newChannel(c.hub, name, decodeNothing, options)
}

// ChannelOf gives a channel of a contract, whose messages have types. Fails if a parameter of its address is missing.
func ChannelOf[E any](
	client *Client, descriptor Descriptor[E], parameters map[string]string, options ...ChannelOption,
) (*Channel[E], error) {
	name, err := channelName(descriptor.Address, parameters)
	if err != nil {
		return nil, err
	}
	return newChannel(client.hub, name, descriptor.decode, options), nil
}

// ReadOnlyChannelOf gives the same of a channel on which the platform alone publishes.
func ReadOnlyChannelOf[E any](
	client *Client, descriptor Descriptor[E], parameters map[string]string, options ...ChannelOption,
) (*ReadOnlyChannel[E], error) {
	channel, err := ChannelOf(client, descriptor, parameters, options...)
	if err != nil {
		return nil, err
	}
	return &channel.ReadOnlyChannel, nil
}

// RequestOption says how long an answer is waited for.
type RequestOption func(*requestOptions)

type requestOptions struct{ timeout time.Duration }

// WithRequestTimeout says how long one request may take, reconnects included. Default: that of the client. NoTimeout: no limit.
func WithRequestTimeout(timeout time.Duration) RequestOption {
	return func(o *requestOptions) { o.timeout = timeout }
}

func resolveRequest(given []RequestOption) requestOptions {
	var options requestOptions
	for _, option := range given {
		option(&options)
	}
	return options
}

// Request calls a method of the server and gives its result. The params are marshalled to a JSON object; nil: none. Fails like
// Channel.Publish; a request whose connection broke before the answer is not sent again, and fails with ErrOutcomeUnknown.
func (c *Client) Request(
	ctx context.Context, method string, params any, options ...RequestOption,
) (json.RawMessage, error) {
	encoded, err := marshal(params)
	if err != nil {
		return nil, err
	}
	body := &protocol.RequestFrame{Method: method, Params: encoded}
	answer, err := c.hub.request(ctx, body, resolveRequest(options).timeout)
	if err != nil {
		return nil, err
	}
	var ok protocol.RequestOk
	if err := json.Unmarshal(answer, &ok); err != nil {
		return nil, errorOf(sessionErrorOf(err, protocol.ErrDecodeFailed.Code, "The answer is none."))
	}
	return ok.Result, nil
}

// Cast calls a method of the server without an answer. It is dropped while there is no connection. Fails if the params are no JSON,
// or with ErrClosed.
func (c *Client) Cast(method string, params any) error {
	encoded, err := marshal(params)
	if err != nil {
		return err
	}
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	return c.hub.command(protocol.CastCommand{Method: method, Params: encoded})
}

// Ping gives the time from a ping to its pong. Fails with ErrNotConnected while there is no connection.
func (c *Client) Ping(ctx context.Context, options ...RequestOption) (time.Duration, error) {
	clock := c.hub.options.clock
	sent := clock.Now()
	if _, err := c.hub.request(ctx, &protocol.PingFrame{}, resolveRequest(options).timeout); err != nil {
		return 0, err
	}
	return clock.Now().Sub(sent), nil
}

// OnState calls listener with each state of the connection, until stop is called or the client is closed.
func (c *Client) OnState(listener func(protocol.ConnectionState)) (stop func()) {
	return listen(c.hub, &c.hub.listeners.states, listener)
}

// OnError calls listener with what fails and nobody waits for: a complaint of the server, a refused subscription, a *Gap of a
// subscription without OnGap. The client goes on. Where nobody listens, it goes to the default logger of log/slog.
func (c *Client) OnError(listener func(error)) (stop func()) {
	return listen(c.hub, &c.hub.listeners.errors, listener)
}

// OnDirect calls listener with each message to this user or connection alone.
func (c *Client) OnDirect(listener func(Direct)) (stop func()) {
	return listen(c.hub, &c.hub.listeners.direct, listener)
}

// OnCast calls listener with each call by the server.
func (c *Client) OnCast(listener func(Cast)) (stop func()) {
	return listen(c.hub, &c.hub.listeners.casts, listener)
}

// OnUnknown calls listener with what this version does not know, unless the subscription has an OnUnknown of its own.
func (c *Client) OnUnknown(listener func(Unknown)) (stop func()) {
	return listen(c.hub, &c.hub.listeners.unknown, listener)
}

func listen[Value any](hub *hub, to *list[Value], listener func(Value)) (stop func()) {
	hub.mu.Lock()
	defer hub.mu.Unlock()
	own := to.add(listener)
	return func() {
		hub.mu.Lock()
		defer hub.mu.Unlock()
		to.remove(own)
	}
}

// marshal writes a value as JSON, without the escapes that only HTML needs; nil for nil.
func marshal(value any) (json.RawMessage, error) {
	if raw, ok := value.(json.RawMessage); value == nil || (ok && raw == nil) {
		return nil, nil
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, invalidRequest("What is to be sent", err)
	}
	return bytes.TrimSuffix(text.Bytes(), []byte{'\n'}), nil
}
