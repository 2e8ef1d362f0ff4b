package sockets

import (
	"context"
	"maps"
	"net/http"
	"time"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/jwt"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
)

// driver executes the effects of a socket's machine: one connection, one timer, the token; never more. All of it is called under
// the lock of the core.
type driver struct {
	core       *core
	machine    *socket.Machine
	values     socket.Values
	connection *wire.Socket
	stopTimer  func() bool
	timer      int
	now        time.Time
	// What the machine asked for and is not done yet.
	effects  []socket.Effect
	draining bool
	// Ends what restores the connection that is now lost.
	stopRestore context.CancelFunc
	// What is left of the connection that was closed last.
	closing <-chan struct{}
}

func (d *driver) command(command socket.Command) { d.execute(d.machine.Command(command, d.time())) }

func (d *driver) input(input socket.Input) { d.execute(d.machine.Input(input, d.time())) }

// execute does what the machine asks for in its order, also when an effect leads to others at once.
func (d *driver) execute(effects []socket.Effect) {
	d.effects = append(d.effects, effects...)
	if d.draining {
		return
	}
	d.draining = true
	for len(d.effects) > 0 {
		effect := d.effects[0]
		d.effects = d.effects[1:]
		d.carryOut(effect)
	}
	d.effects = nil
	d.draining = false
}

func (d *driver) carryOut(effect socket.Effect) {
	switch effect := effect.(type) {
	case socket.OpenEffect:
		d.open(effect)
	case socket.SendEffect:
		if d.connection != nil {
			binary := d.core.descriptor.Sends[effect.Message.Name].Codec == socket.Bytes
			d.connection.Send(effect.Message.Payload, binary)
		}
	case socket.PingEffect:
		if d.connection != nil {
			d.connection.Ping()
		}
	case socket.CloseEffect:
		d.close(effect)
	case socket.RestoreEffect:
		ctx, stop := context.WithCancel(d.core.ctx)
		d.stopRestore = stop
		go d.core.runRestore(ctx, effect.Connection, d.core.restore)
	case socket.FetchTokenEffect:
		go d.core.fetchToken()
	case socket.WakeEffect:
		d.wakeAt(effect.At)
	case socket.MessageEffect:
		d.core.received(effect)
	case socket.SettleEffect:
		d.core.settle(effect)
	case socket.StateEffect:
		d.become(effect.State)
	}
}

func (d *driver) open(effect socket.OpenEffect) {
	options := &d.core.options
	given := socket.Given{URL: options.url, Query: effect.Query, Header: map[string]string{}}
	maps.Copy(given.Header, options.header)
	maps.Copy(given.Header, effect.Header)
	// It was tried before the socket was made.
	address, _ := socket.AddressOf(d.core.descriptor, d.values, given)
	header := http.Header{}
	for name, value := range address.Header {
		header.Set(name, value)
	}
	d.connection = wire.Open(address.URL, &websocket.DialOptions{
		HTTPClient:   options.client,
		HTTPHeader:   header,
		Subprotocols: options.subprotocols,
	}, options.clock.Now, &connectionEvents{core: d.core, connection: effect.Connection})
}

func (d *driver) close(effect socket.CloseEffect) {
	if d.connection != nil {
		d.closing = d.connection.Close(effect.Code, effect.Reason)
		d.connection = nil
	}
}

func (d *driver) become(state socket.State) {
	switch state.(type) {
	case socket.Connecting:
	default:
		if d.stopRestore != nil {
			d.stopRestore()
			d.stopRestore = nil
		}
	}
	d.core.told(state)
}

func (d *driver) wakeAt(at time.Time) {
	if d.stopTimer != nil {
		d.stopTimer()
		d.stopTimer = nil
	}
	d.timer++
	if at.IsZero() {
		return
	}
	number := d.timer
	clock := d.core.options.clock
	d.stopTimer = clock.AfterFunc(max(0, at.Sub(clock.Now())), func() { d.wake(number) })
}

func (d *driver) wake(number int) {
	d.core.mu.Lock()
	defer d.core.mu.Unlock()
	if number == d.timer {
		d.stopTimer = nil
		d.execute(d.machine.Tick(d.time()))
	}
}

// time never goes back for the machine, even when somebody sets the host's clock. Without a monotonic reading, which stands still
// while the host sleeps.
func (d *driver) time() time.Time {
	if now := d.core.options.clock.Now().Round(0); now.After(d.now) {
		d.now = now
	}
	return d.now
}

// connectionEvents is what one connection reports to.
type connectionEvents struct {
	core       *core
	connection int
}

// Opened implements wire.Events.
func (e *connectionEvents) Opened() { e.input(socket.OpenedInput{Connection: e.connection}) }

// Message implements wire.Events.
func (e *connectionEvents) Message(data []byte, binary bool) {
	// The bytes are used again after this call.
	message, _ := socket.Recognise(e.core.descriptor.Receives, append([]byte(nil), data...), binary)
	e.core.dispatcher.WaitForRoom()
	e.input(socket.MessageInput{Connection: e.connection, Message: message})
}

// Pong implements wire.Events.
func (e *connectionEvents) Pong() { e.input(socket.PongInput{Connection: e.connection}) }

// Written implements wire.Events.
func (e *connectionEvents) Written(int) {}

// Closed implements wire.Events.
func (e *connectionEvents) Closed(code int, reason string, refusal *protocol.Error) {
	e.input(socket.ClosedInput{Connection: e.connection, Code: code, Reason: reason, Err: refusal})
}

func (e *connectionEvents) input(input socket.Input) {
	e.core.mu.Lock()
	defer e.core.mu.Unlock()
	e.core.driver.input(input)
}

// expiryOf is when a token ends: as its source says, else as it says itself.
func expiryOf(token Token) time.Time {
	if !token.ExpiresAt.IsZero() {
		return token.ExpiresAt
	}
	expiry, _ := jwt.Expiry(token.Value)
	return expiry
}
