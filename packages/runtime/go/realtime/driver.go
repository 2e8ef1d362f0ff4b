package realtime

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// A timer that is so late tells that the host slept.
const sleptFor = 30 * time.Second

// link is the connection there is.
type link struct {
	number     int
	connection TransportConnection
	outbox     []protocol.ClientFrame
	paused     bool
}

// driver executes what the session asks for: transports, one timer, tokens. It decides nothing. All of it is called under the
// lock of the hub.
type driver struct {
	hub       *hub
	url       string
	session   *protocol.Session
	events    []protocol.SessionEvent
	telling   bool
	link      *link
	stopTimer func() bool
	timer     int
	now       time.Time
	// What is left of connections that were closed.
	closing []<-chan struct{}
}

func (d *driver) command(command protocol.Command) {
	d.execute(d.session.Command(command, d.time()))
}

func (d *driver) input(input protocol.Input) {
	d.execute(d.session.Input(input, d.time()))
}

func (d *driver) receive(transport int, frames []protocol.ServerFrame) {
	now := d.time()
	for _, frame := range frames {
		if !d.telling {
			if number, ok := d.session.Follow(transport, frame, now); ok {
				d.telling = true
				d.hub.message(number, frame.(*protocol.MessageFrame))
				d.telling = false
				d.tell()
				continue
			}
		}
		d.execute(d.session.Input(protocol.FrameInput{Transport: transport, Frame: frame}, now))
	}
}

func (d *driver) execute(effects []protocol.Effect) {
	for _, effect := range effects {
		d.carryOut(effect)
	}
	d.flush()
	d.tell()
}

func (d *driver) carryOut(effect protocol.Effect) {
	switch effect := effect.(type) {
	case protocol.OpenEffect:
		d.open(effect)
	case protocol.SendEffect:
		if d.link != nil && d.link.number == effect.Transport {
			d.link.outbox = append(d.link.outbox, effect.Frame)
		}
	case protocol.CloseEffect:
		d.close(effect)
	case protocol.FetchTokenEffect:
		d.hub.fetchToken()
	case protocol.WakeEffect:
		d.wakeAt(effect.At)
	case protocol.EmitEffect:
		d.events = append(d.events, effect.Event)
	}
}

func (d *driver) open(effect protocol.OpenEffect) {
	options := &d.hub.options
	url := effect.URL
	if url == "" {
		url = d.url
	}
	request := TransportRequest{URL: url, Codec: options.codec, Clock: options.clock}
	connection := options.transport.Open(request, &linkEvents{hub: d.hub, transport: effect.Transport})
	d.link = &link{number: effect.Transport, connection: connection}
}

// flush sends the frames of one turn together.
func (d *driver) flush() {
	if d.link == nil || len(d.link.outbox) == 0 {
		return
	}
	frames := d.link.outbox
	d.link.outbox = nil
	frameBytes := leastFrameBytes
	if limits := d.session.Limits(); limits != nil {
		frameBytes = int(limits.FrameBytes)
	}
	d.link.connection.Send(frames, frameBytes)
	if !d.link.paused && d.link.connection.Buffered() > pauseAbove {
		d.link.paused = true
		d.input(protocol.PressureInput{Transport: d.link.number, Paused: true})
	}
}

func (d *driver) drained(transport int) {
	if d.link != nil && d.link.number == transport && d.link.paused {
		d.link.paused = false
		d.input(protocol.PressureInput{Transport: transport, Paused: false})
	}
}

func (d *driver) close(effect protocol.CloseEffect) {
	if d.link == nil || d.link.number != effect.Transport {
		return
	}
	d.flush()
	left := d.link.connection.Close(effect.Code, effect.Reason)
	d.link = nil
	d.closing = append(d.stillClosing(), left)
}

// stillClosing gives what is left of connections that were closed.
func (d *driver) stillClosing() []<-chan struct{} {
	var still []<-chan struct{}
	for _, each := range d.closing {
		select {
		case <-each:
		default:
			still = append(still, each)
		}
	}
	return still
}

func (d *driver) forget(transport int) {
	if d.link != nil && d.link.number == transport {
		d.link = nil
	}
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
	wait := max(0, at.Sub(d.hub.options.clock.Now()))
	d.stopTimer = d.hub.options.clock.AfterFunc(wait, func() { d.hub.wake(number, at) })
}

func (d *driver) wake(number int, due time.Time) {
	if number != d.timer {
		return
	}
	d.stopTimer = nil
	if d.hub.options.clock.Now().Sub(due) > sleptFor {
		d.input(protocol.ResumedInput{})
	}
	d.execute(d.session.Tick(d.time()))
}

// time never goes back for the session, even when somebody sets the machine's clock. Without a monotonic reading, which stands
// still while the host sleeps.
func (d *driver) time() time.Time {
	if now := d.hub.options.clock.Now().Round(0); now.After(d.now) {
		d.now = now
	}
	return d.now
}

// tell tells what the session told, one after the other, once it is done with what caused it.
func (d *driver) tell() {
	if d.telling {
		return
	}
	d.telling = true
	for len(d.events) > 0 {
		event := d.events[0]
		d.events = d.events[1:]
		d.hub.told(event)
	}
	d.events = nil
	d.telling = false
}

// linkEvents is what one connection reports to.
type linkEvents struct {
	hub       *hub
	transport int
}

func (l *linkEvents) Opened() { l.input(protocol.OpenedInput{Transport: l.transport}) }

func (l *linkEvents) Frames(frames []protocol.ServerFrame) {
	l.hub.dispatcher.WaitForRoom()
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.hub.driver.receive(l.transport, frames)
}

func (l *linkEvents) Malformed(message string) {
	l.input(protocol.MalformedInput{Transport: l.transport, Message: message})
}

func (l *linkEvents) Drained() {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.hub.driver.drained(l.transport)
}

func (l *linkEvents) Closed(code int, reason string, err *protocol.Error) {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.hub.driver.forget(l.transport)
	l.hub.driver.input(protocol.ClosedInput{Transport: l.transport, Code: code, Reason: reason, Err: err})
}

func (l *linkEvents) input(input protocol.Input) {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.hub.driver.input(input)
}
