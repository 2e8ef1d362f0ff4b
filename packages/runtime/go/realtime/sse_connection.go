package realtime

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

const (
	normalClosure = 1000
	tooLarge      = 1009
)

// sseConnection is one event stream with its upstream half. The hello opens the stream; what is sent before its welcome waits.
type sseConnection struct {
	events   TransportEvents
	clock    Clock
	client   *http.Client
	stream   string
	commands string
	ctx      context.Context
	cancel   context.CancelFunc
	// Holds a value when there is something to send.
	queued chan struct{}
	// Closed when the server has welcomed the client.
	greeted chan struct{}
	// Closed when nothing is left.
	over chan struct{}

	mu       sync.Mutex
	hello    *protocol.HelloFrame
	lines    [][]byte
	buffered int
	drains   bool
	token    string
	session  string
	closed   bool
}

func (c *sseConnection) Send(frames []protocol.ClientFrame, _ int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, frame := range frames {
		switch frame := frame.(type) {
		case *protocol.HelloFrame:
			c.hello = frame
			c.token = frame.Token
		case *protocol.PongFrame:
			// The stream pings to be seen alive, and its calls show that the client is: a pong would be a call for nothing.
		case *protocol.AuthFrame:
			c.token = frame.Token
			c.push(frame)
		default:
			c.push(frame)
		}
	}
	select {
	case c.queued <- struct{}{}:
	default:
	}
}

func (c *sseConnection) push(frame protocol.ClientFrame) {
	line, err := protocol.AppendFrame(nil, frame)
	if err != nil {
		// Everything in a frame was encoded once before it came here.
		return
	}
	c.lines = append(c.lines, line)
	c.buffered += len(line)
	c.drains = c.drains || c.buffered > pauseAbove
}

func (c *sseConnection) Close(int, string) <-chan struct{} {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	c.cancel()
	return c.over
}

func (c *sseConnection) Buffered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.buffered
}

func (c *sseConnection) run() {
	defer close(c.over)
	defer c.cancel()
	if c.client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		c.client = &http.Client{Transport: transport}
		defer transport.CloseIdleConnections()
	}
	client := *c.client
	// A redirect would take the token along.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.client = &client
	c.report(TransportEvents.Opened)
	hello, ok := c.firstFrame()
	if !ok {
		return
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		c.send()
	}()
	c.open(hello)
	c.cancel()
	<-sent
}

func (c *sseConnection) firstFrame() (*protocol.HelloFrame, bool) {
	for {
		select {
		case <-c.queued:
		case <-c.ctx.Done():
			return nil, false
		}
		c.mu.Lock()
		hello := c.hello
		c.mu.Unlock()
		if hello != nil {
			return hello, true
		}
	}
}

// open opens the stream and reads it to its end.
func (c *sseConnection) open(hello *protocol.HelloFrame) {
	anonymous := *hello
	anonymous.Token = ""
	body, err := protocol.AppendFrame(nil, &anonymous)
	if err != nil {
		c.end(wire.NoCode, "The hello is no JSON", nil)
		return
	}
	header := http.Header{"Accept": {"text/event-stream"}, "Content-Type": {"application/json"}}
	response, err := c.call(c.stream, body, header)
	if err != nil {
		c.end(wire.NoCode, "The event stream failed", wire.Failed(err))
		return
	}
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	switch {
	case response.StatusCode == http.StatusNoContent:
		_ = response.Body.Close()
		c.end(normalClosure, "The server wants no stream", nil)
	case response.StatusCode == http.StatusOK && kind == "text/event-stream":
		defer func() { _ = response.Body.Close() }()
		_ = readEvents(response.Body, c.receive)
		c.end(wire.NoCode, "The event stream ended", nil)
	default:
		c.refused(wire.ReadRefusal(response, c.clock.Now()))
	}
}

// receive takes the data of an event.
func (c *sseConnection) receive(data []byte) {
	frames, err := protocol.DecodeFrames(bytes.TrimSpace(data))
	if len(frames) > 0 {
		c.report(func(events TransportEvents) { events.Frames(frames) })
	}
	for _, frame := range frames {
		if welcome, ok := frame.(*protocol.WelcomeFrame); ok {
			c.welcomed(welcome.Session)
		}
	}
	if err != nil {
		c.report(func(events TransportEvents) { events.Malformed(err.Error()) })
	}
}

// welcomed: from now on there is a session to send to.
func (c *sseConnection) welcomed(session string) {
	c.mu.Lock()
	first := c.session == ""
	c.session = session
	c.mu.Unlock()
	if first {
		close(c.greeted)
	}
}

func (c *sseConnection) call(address string, body []byte, header http.Header) (*http.Response, error) {
	request, err := http.NewRequestWithContext(c.ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header
	c.mu.Lock()
	token := c.token
	c.mu.Unlock()
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	return c.client.Do(request)
}

// refused: the session learns the error itself, which says when to come back, if ever.
func (c *sseConnection) refused(refusal wire.Refusal) {
	code := protocol.CloseCode(refusal.Err.Code)
	if code == 0 {
		code = wire.NoCode
		if refusal.Status == http.StatusRequestEntityTooLarge {
			code = tooLarge
		}
	}
	c.end(code, refusal.Err.Code, refusal.Err)
}

// report tells, unless the connection is over.
func (c *sseConnection) report(tell func(TransportEvents)) {
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	if !closed {
		tell(c.events)
	}
}

func (c *sseConnection) end(code int, reason string, err *protocol.Error) {
	c.mu.Lock()
	closed := c.closed
	c.closed = true
	c.mu.Unlock()
	c.cancel()
	if !closed {
		c.events.Closed(code, reason, err)
	}
}
