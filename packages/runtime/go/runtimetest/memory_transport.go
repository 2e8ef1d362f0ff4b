package runtimetest

import (
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// MemoryTransport is a server in memory, for realtime.WithTransport: no network, and with a VirtualClock no waiting. It accepts every
// connection, subscription and publish, unless OnFrame answers differently; the test pushes messages and breaks connections. What a
// client publishes is acknowledged and goes nowhere. It is safe for concurrent use.
type MemoryTransport struct {
	welcome func(*protocol.WelcomeFrame)
	onFrame func(protocol.ClientFrame, *MemoryConnection) bool

	mu          sync.Mutex
	connections []*MemoryConnection
	// The newest offset of each channel; it outlives connections.
	offsets  map[string]int64
	refusals int
}

// MemoryOption says how a server in memory behaves.
type MemoryOption func(*MemoryTransport)

// WithWelcome changes what its welcome says.
func WithWelcome(change func(*protocol.WelcomeFrame)) MemoryOption {
	return func(t *MemoryTransport) { t.welcome = change }
}

// OnFrame is told each frame of the client first; it answers true if it has dealt with it. Else the connection does the usual. What a
// hello subscribes to comes behind it, as a *protocol.SubscribeFrame each.
func OnFrame(handle func(frame protocol.ClientFrame, connection *MemoryConnection) bool) MemoryOption {
	return func(t *MemoryTransport) { t.onFrame = handle }
}

// NewMemoryTransport makes a server in memory.
func NewMemoryTransport(options ...MemoryOption) *MemoryTransport {
	made := &MemoryTransport{
		welcome: func(*protocol.WelcomeFrame) {},
		onFrame: func(protocol.ClientFrame, *MemoryConnection) bool { return false },
		offsets: map[string]int64{},
	}
	for _, option := range options {
		option(made)
	}
	return made
}

// Connections are all that were asked for, the refused ones included, in order.
func (t *MemoryTransport) Connections() []*MemoryConnection {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]*MemoryConnection(nil), t.connections...)
}

// Connection is the newest connection. It panics if there was none: call client.Connect first.
func (t *MemoryTransport) Connection() *MemoryConnection {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.connections) == 0 {
		panic("runtimetest: nothing has connected yet; call client.Connect first")
	}
	return t.connections[len(t.connections)-1]
}

// Refuse lets so many of the next connections fail, as if the server could not be reached.
func (t *MemoryTransport) Refuse(count int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refusals += count
}

// Open implements realtime.Transport.
func (t *MemoryTransport) Open(
	request realtime.TransportRequest, events realtime.TransportEvents,
) realtime.TransportConnection {
	t.mu.Lock()
	defer t.mu.Unlock()
	made := newMemoryConnection(t, request.URL, events)
	t.connections = append(t.connections, made)
	refused := t.refusals > 0
	if refused {
		t.refusals--
	}
	go made.run(refused)
	return made
}

func (t *MemoryTransport) offset(channel string) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.offsets[channel]
}

func (t *MemoryTransport) nextOffset(channel string) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.offsets[channel]++
	return t.offsets[channel]
}
