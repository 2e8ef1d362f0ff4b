package runtimetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

const (
	memoryEpoch = "memory01"
	noCode      = 1006
)

// MemoryConnection is one connection of a MemoryTransport, seen from the server.
type MemoryConnection struct {
	// URL is the address the client asked for.
	URL       string
	transport *MemoryTransport
	events    realtime.TransportEvents
	// Holds a value when there is something to take.
	queued chan struct{}
	// Closed when it is over from either side, and when nothing is left.
	over, left chan struct{}

	// One report at a time.
	reporting sync.Mutex

	mu       sync.Mutex
	batches  [][]protocol.ClientFrame
	taken    int
	buffered int
	isOver   bool
	closed   *Close
}

// Close is how a client closed a connection.
type Close struct {
	Code   int
	Reason string
}

func newMemoryConnection(
	transport *MemoryTransport, url string, events realtime.TransportEvents,
) *MemoryConnection {
	return &MemoryConnection{
		URL:       url,
		transport: transport,
		events:    events,
		queued:    make(chan struct{}, 1),
		over:      make(chan struct{}),
		left:      make(chan struct{}),
	}
}

// Frames are those the client sent, in order.
func (c *MemoryConnection) Frames() []protocol.ClientFrame { return slices.Concat(c.Batches()...) }

// Batches are the same as they travelled together.
func (c *MemoryConnection) Batches() [][]protocol.ClientFrame {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.batches)
}

// FramesOf gives the frames of one type that the client sent:
//
//	runtimetest.FramesOf[*protocol.PublishFrame](connection)
func FramesOf[Frame protocol.ClientFrame](connection *MemoryConnection) []Frame {
	var frames []Frame
	for _, each := range connection.Frames() {
		if frame, ok := each.(Frame); ok {
			frames = append(frames, frame)
		}
	}
	return frames
}

// Closed is how the client closed it; nil if it did not.
func (c *MemoryConnection) Closed() *Close {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// SetBuffered says how many bytes the client is to believe have not left yet. Default 0.
func (c *MemoryConnection) SetBuffered(bytes int) {
	c.mu.Lock()
	less := bytes < c.buffered
	c.buffered = bytes
	c.mu.Unlock()
	if less {
		c.report(realtime.TransportEvents.Drained)
	}
}

// Push sends the client frames, which arrive together. It returns when the client has taken them, and does nothing when the connection
// is over.
func (c *MemoryConnection) Push(frames ...protocol.ServerFrame) {
	c.report(func(events realtime.TransportEvents) { events.Frames(frames) })
}

// Publish publishes on a channel as somebody else. It panics if the data are no JSON.
func (c *MemoryConnection) Publish(channel, event string, data any) {
	encoded, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Sprintf("runtimetest: the data are no JSON: %v", err))
	}
	offset := c.transport.nextOffset(channel)
	previous := offset - 1
	c.Push(&protocol.MessageFrame{
		Channel: channel, Offset: &offset, Previous: &previous, Event: event, Data: encoded,
	})
}

// Garble says that something came that is no frame.
func (c *MemoryConnection) Garble(message string) {
	c.report(func(events realtime.TransportEvents) { events.Malformed(message) })
}

// Cut breaks the connection without a word, as the network would.
func (c *MemoryConnection) Cut() { c.CutWith(noCode, "", nil) }

// CutWith breaks the connection with a close code, as the server would, or with what the transport knows more.
func (c *MemoryConnection) CutWith(code int, reason string, err *protocol.Error) {
	if c.end(nil) {
		c.reporting.Lock()
		defer c.reporting.Unlock()
		c.events.Closed(code, reason, err)
	}
}

// Send implements realtime.TransportConnection.
func (c *MemoryConnection) Send(frames []protocol.ClientFrame, _ int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.batches = append(c.batches, frames)
	select {
	case c.queued <- struct{}{}:
	default:
	}
}

// Close implements realtime.TransportConnection.
func (c *MemoryConnection) Close(code int, reason string) <-chan struct{} {
	c.end(&Close{code, reason})
	return c.left
}

// Buffered implements realtime.TransportConnection.
func (c *MemoryConnection) Buffered() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.buffered
}

// end: the connection is over. Returns false if it was already.
func (c *MemoryConnection) end(closed *Close) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.isOver {
		return false
	}
	c.isOver = true
	c.closed = closed
	close(c.over)
	return true
}

// report tells the client, unless the connection is over.
func (c *MemoryConnection) report(tell func(realtime.TransportEvents)) {
	c.reporting.Lock()
	defer c.reporting.Unlock()
	select {
	case <-c.over:
	default:
		tell(c.events)
	}
}

func (c *MemoryConnection) run(refused bool) {
	defer close(c.left)
	if refused {
		c.CutWith(noCode, "The test refused the connection", nil)
		return
	}
	c.report(realtime.TransportEvents.Opened)
	for {
		select {
		case <-c.queued:
			for _, frame := range c.take() {
				c.answer(frame)
			}
		case <-c.over:
			return
		}
	}
}

func (c *MemoryConnection) take() []protocol.ClientFrame {
	c.mu.Lock()
	defer c.mu.Unlock()
	frames := slices.Concat(c.batches[c.taken:]...)
	c.taken = len(c.batches)
	return frames
}

func (c *MemoryConnection) answer(frame protocol.ClientFrame) {
	if c.transport.onFrame(frame, c) {
		return
	}
	switch frame := frame.(type) {
	case *protocol.HelloFrame:
		c.Push(c.welcome(frame))
		for _, each := range frame.Subscriptions {
			subscribe := protocol.SubscribeFrame(each)
			c.answer(&subscribe)
		}
	case *protocol.SubscribeFrame:
		c.subscribe(frame)
	case *protocol.PublishFrame:
		offset := c.transport.nextOffset(frame.Channel)
		c.ok(frame.ID, protocol.PublishOk{ID: frame.ID, Epoch: memoryEpoch, Offset: offset})
	case *protocol.PresenceRequest:
		c.ok(frame.ID, protocol.PresenceOk{ID: frame.ID, Version: 1})
	case *protocol.HistoryFrame:
		offset := c.transport.offset(frame.Channel)
		c.ok(frame.ID, protocol.HistoryOk{ID: frame.ID, Items: []protocol.Message{}, Epoch: memoryEpoch, Offset: offset})
	case *protocol.RequestFrame:
		c.ok(frame.ID, protocol.RequestOk{ID: frame.ID, Result: json.RawMessage("null")})
	case *protocol.AuthFrame:
		c.ok(frame.ID, protocol.AuthOk{ID: frame.ID, TokenTTLMs: 3_600_000})
	case *protocol.UnsubscribeFrame:
		c.ok(frame.ID, struct{}{})
	case *protocol.PingFrame:
		c.Push(&protocol.PongFrame{Echo: frame.Echo})
	}
}

func (c *MemoryConnection) welcome(hello *protocol.HelloFrame) *protocol.WelcomeFrame {
	welcome := &protocol.WelcomeFrame{
		ID:         hello.ID,
		Connection: "conn_memory",
		Session:    "memory",
		PingMs:     25_000,
		PongWaitMs: 10_000,
		WindowMs:   120_000,
		Limits: protocol.ConnectionLimits{
			FrameBytes: 65_536, Subscriptions: 200, InFlight: 64, MessagesPerSecond: 50,
		},
		Retry: protocol.RetryHint{MinMs: 400, MaxMs: 20_000},
	}
	c.transport.welcome(welcome)
	return welcome
}

func (c *MemoryConnection) subscribe(frame *protocol.SubscribeFrame) {
	position := protocol.Position{Epoch: memoryEpoch, Offset: c.transport.offset(frame.Channel)}
	recovered := string(protocol.RecoveryNone)
	if frame.Since != nil {
		position.Offset = frame.Since.Offset
		recovered = string(protocol.RecoveryYes)
	}
	c.ok(frame.ID, protocol.SubscribeOk{
		ID:           frame.ID,
		Channel:      frame.Channel,
		Subscription: frame.Subscription,
		Epoch:        position.Epoch,
		Offset:       position.Offset,
		Recovered:    recovered,
	})
	c.Push(&protocol.LiveFrame{Channel: frame.Channel, Subscription: frame.Subscription})
}

// ok answers a request, with whatever such an answer carries.
func (c *MemoryConnection) ok(id int64, answer any) {
	c.Push(Ok(id, answer))
}

// Ok makes the answer to a request, for OnFrame: with the members of a protocol.PublishOk or another of its kind. It panics if those are
// no JSON.
func Ok(id int64, answer any) *protocol.OkFrame {
	encoded, err := json.Marshal(answer)
	if err != nil {
		panic(fmt.Sprintf("runtimetest: the answer is no JSON: %v", err))
	}
	return &protocol.OkFrame{ID: id, Raw: encoded}
}
