package realtime

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// SSEOption says how the event-stream transport is set up.
type SSEOption func(*sse)

// WithSSEPaths says where a stream is opened and where frames are sent, relative to the client's address. Default: "events" and
// "commands", so /v1/events and /v1/commands beside /v1/socket.
func WithSSEPaths(events, commands string) SSEOption {
	return func(s *sse) { s.events, s.commands = events, commands }
}

// WithSSEClient makes the calls. It must have no timeout, for a stream is long. Default: a client of the transport's own.
func WithSSEClient(client *http.Client) SSEOption {
	return func(s *sse) { s.client = client }
}

type sse struct {
	events   string
	commands string
	client   *http.Client
}

// SSE carries frames over HTTP where no WebSocket gets through: what the server sends is one long event stream, what the client
// sends are calls, one after the other. The messages, their order and the guarantees are those of a WebSocket; frames are JSON
// whatever the codec.
func SSE(options ...SSEOption) Transport {
	made := &sse{events: "events", commands: "commands"}
	for _, option := range options {
		option(made)
	}
	return made
}

func (s *sse) Open(request TransportRequest, events TransportEvents) TransportConnection {
	ctx, cancel := context.WithCancel(context.Background())
	made := &sseConnection{
		events:   events,
		clock:    request.Clock,
		client:   s.client,
		stream:   resolvePath(request.URL, s.events),
		commands: resolvePath(request.URL, s.commands),
		ctx:      ctx,
		cancel:   cancel,
		queued:   make(chan struct{}, 1),
		greeted:  make(chan struct{}),
		over:     make(chan struct{}),
	}
	go made.run()
	return made
}

// resolvePath gives the address of a path beside that of the socket, over HTTP.
func resolvePath(address, path string) string {
	if rest, ok := strings.CutPrefix(address, "ws"); ok {
		address = "http" + rest
	}
	base, err := url.Parse(address)
	if err != nil {
		return address
	}
	relative, err := url.Parse(path)
	if err != nil {
		return address
	}
	return base.ResolveReference(relative).String()
}
