package socket

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/backoff"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Machine is a socket that does not speak the Parlance protocol, without a socket, timer or clock of its own: what the application
// asks and what the driver reports goes in with the time, effects come out. Not safe for concurrent use.
type Machine struct {
	context       *socketContext
	backOff       *backoff.BackOff
	exchanges     *exchanges
	subscriptions *subscriptions
	heartbeat     *heartbeat
	token         *token
	state         State
	step          step
	// When the step has taken too long.
	patience time.Time
	openedAt time.Time
	// Attempts since the last connection.
	attempt int
	// The number of the newest connection.
	last int
	// The last position that was seen; nil: none.
	position any
	wakeAt   time.Time
}

// NewMachine makes the machine of one socket.
func NewMachine(descriptor *Descriptor, options Options) *Machine {
	options = options.withDefaults(descriptor)
	context := &socketContext{descriptor: descriptor, options: options}
	bounds := backoff.Bounds{Min: options.LeastWait, Max: options.LongestWait}
	return &Machine{
		context:       context,
		backOff:       &backoff.BackOff{Random: options.Random, Bounds: bounds},
		exchanges:     &exchanges{context: context},
		subscriptions: &subscriptions{context: context},
		heartbeat:     newHeartbeat(context),
		token:         &token{context: context},
		state:         Idle{},
		step:          opening,
	}
}

// State says where it is.
func (m *Machine) State() State { return m.state }

// Command carries out a command of the application's.
func (m *Machine) Command(command Command, now time.Time) []Effect {
	return m.run(now, func() { m.obey(command) })
}

// Input takes a report of the driver's.
func (m *Machine) Input(input Input, now time.Time) []Effect {
	return m.run(now, func() { m.receive(input) })
}

// Tick is to be called at the time of the last WakeEffect.
func (m *Machine) Tick(now time.Time) []Effect {
	// The timer is used up, also if it fired a little early.
	m.wakeAt = time.Time{}
	return m.run(now, m.tick)
}

func (m *Machine) run(now time.Time, do func()) []Effect {
	if now.After(m.context.now) {
		m.context.now = now
	}
	m.context.effects = nil
	do()
	if at := m.deadline(); !at.Equal(m.wakeAt) {
		m.context.do(WakeEffect{At: at})
		m.wakeAt = at
	}
	return m.context.effects
}

func (m *Machine) deadline() time.Time {
	var until time.Time
	if waiting, ok := m.state.(Waiting); ok {
		until = waiting.Until
	}
	return earliest(until, m.patience, m.heartbeat.deadline(), m.exchanges.deadline(), m.token.refreshAt)
}

func (m *Machine) isOpen() bool {
	_, open := m.state.(Open)
	return open
}

func (m *Machine) obey(command Command) {
	switch command := command.(type) {
	case ConnectCommand:
		if _, idle := m.state.(Idle); idle {
			m.connect()
		}
	case SendCommand:
		m.exchanges.add(command, m.isOpen())
		if err := EndOf(m.state); err != nil {
			m.exchanges.end(err)
		}
	case CancelCommand:
		m.exchanges.cancel(command.ID)
	case SubscribeCommand:
		m.whenOpen(func() { m.subscriptions.add(command.Subscription, command.Payload) })
	case UnsubscribeCommand:
		m.whenOpen(func() { m.subscriptions.remove(command.Subscription) })
	case AcknowledgeCommand:
		if command.Connection == m.context.connection {
			m.context.send(command.Message)
		}
	case CloseCommand:
		m.letGo(goodbye)
		m.end(Closed{})
	}
}

// whenOpen: subscriptions are asked for when the connection is restored, not before.
func (m *Machine) whenOpen(change func()) {
	connection := m.context.connection
	if !m.isOpen() {
		m.context.connection = 0
	}
	change()
	m.context.connection = connection
}

func (m *Machine) receive(input Input) {
	switch input := input.(type) {
	case TokenInput:
		m.tookToken(input)
	case TokenFailedInput:
		m.missedToken(input)
	case OpenedInput:
		if m.concerns(input.Connection) && m.step == opening {
			m.opened(input.Connection)
		}
	case ClosedInput:
		if m.concerns(input.Connection) {
			m.closed(input)
		}
	case MessageInput:
		if m.concerns(input.Connection) {
			m.heard(input.Message)
		}
	case PongInput:
		if m.concerns(input.Connection) {
			m.heartbeat.heard()
		}
	case RestoredInput:
		if m.concerns(input.Connection) && m.step == restoring && !m.isOpen() {
			m.restored()
		}
	case RestoreFailedInput:
		if m.concerns(input.Connection) {
			m.drop(&protocol.Error{Code: "restore_failed", Message: input.Message, Retryable: true, Cause: input.Cause})
		}
	}
}

// concerns tells whether a report is of the connection in use.
func (m *Machine) concerns(connection int) bool { return connection == m.last && !m.isOver() }

func (m *Machine) isOver() bool {
	switch m.state.(type) {
	case Connecting, Open:
		return false
	}
	return true
}

func (m *Machine) heard(message Message) {
	m.heartbeat.heard()
	if m.context.connection == 0 || m.exchanges.received(&message) {
		return
	}
	var position any
	if resume := m.context.descriptor.Resume; resume != nil {
		position, _ = message.at(resume.Position)
	}
	if position != nil {
		m.position = position
	}
	m.context.do(MessageEffect{
		Connection:    m.context.connection,
		Subscriptions: m.subscriptions.received(&message, position),
		Acknowledge:   m.acknowledgementOf(&message),
		Message:       message,
	})
	// An answer may have made way for a request that waited for it.
	m.exchanges.flush(m.isOpen())
}

func (m *Machine) become(state State) {
	m.state = state
	m.context.do(StateEffect{State: state})
}

func (m *Machine) tick() {
	now := m.context.now
	m.exchanges.expire()
	waiting, waits := m.state.(Waiting)
	switch {
	case waits && !now.Before(waiting.Until):
		m.connect()
	case isDue(m.patience, now) && m.step == restoring:
		m.drop(errSlowRestore)
	case isDue(m.patience, now):
		m.drop(errSlowOpening)
	case m.heartbeat.isDead():
		m.drop(errSilent)
	default:
		m.heartbeat.beat()
		m.token.tick()
		m.exchanges.flush(m.isOpen())
	}
}
