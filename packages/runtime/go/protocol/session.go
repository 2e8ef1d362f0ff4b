package protocol

import (
	"errors"
	"time"
)

// Session is a session with a server, over as many connections as it takes, as a state machine without I/O: it is told what
// the application wants and what happens, and answers with what to do. The time passed is the driver's clock, which must not go
// back; the machine has no other. It is not safe for concurrent use.
type Session struct {
	context *sessionContext
	machine *machine
	// The time asked for by the last WakeEffect; zero: none.
	wakeAt time.Time
}

// NewSession makes a session that is idle. What options leave out has a default.
func NewSession(options SessionOptions) *Session {
	context := &sessionContext{options: options.withDefaults()}
	return &Session{context: context, machine: newMachine(context)}
}

// State says where the session stands.
func (s *Session) State() ConnectionState { return s.machine.connecting.shown.current }

// Limits is what the server allows on a connection, as it last said; nil before the first welcome.
func (s *Session) Limits() *ConnectionLimits { return s.context.limits }

// Command takes what the application wants. After the end everything is refused at once, with the reason.
func (s *Session) Command(command Command, now time.Time) []Effect {
	s.begin(now)
	if s.machine.connecting.hasEnded() {
		s.machine.refuseAfterEnd(command)
	} else {
		s.machine.obey(command)
	}
	return s.finish()
}

// Input takes what happened. A batch of frames is as many calls.
func (s *Session) Input(input Input, now time.Time) []Effect {
	s.begin(now)
	if transport, ok := transportOf(input); ok && transport != s.context.transport {
		return nil
	}
	if frame, ok := input.(FrameInput); ok {
		s.machine.receive(frame.Frame)
	} else if !s.machine.connecting.hasEnded() {
		s.happened(input)
	}
	return s.finish()
}

// Follow is the short way for what nearly all frames are, a message that is exactly the next of a subscription: it moves the
// position and returns the number of the subscription, without effects. The message is the driver's to tell. Not ok: nothing was
// done, and Input takes it.
func (s *Session) Follow(transport int, frame ServerFrame, now time.Time) (subscription int, ok bool) {
	message, ok := frame.(*MessageFrame)
	if !ok || transport != s.context.transport {
		return 0, false
	}
	found := s.machine.subscriptions.find(message.Channel, message.Subscription)
	if found == nil || !found.follow(message) {
		return 0, false
	}
	s.context.now = now
	s.machine.connecting.heartbeat.heard()
	return found.number, true
}

// Tick: it is the time that the last WakeEffect asked for, or later.
func (s *Session) Tick(now time.Time) []Effect {
	s.begin(now)
	s.wakeAt = time.Time{}
	s.machine.tick()
	return s.finish()
}

func (s *Session) begin(now time.Time) {
	s.context.now = now
	s.context.effects = nil
}

func (s *Session) happened(input Input) {
	connecting := s.machine.connecting
	switch input := input.(type) {
	case OpenedInput:
		connecting.opened()
	case ClosedInput:
		s.context.transport = 0
		connecting.lose(lossByClose(input), normalClosure)
	case MalformedInput:
		err := ErrDecodeFailed.because(errors.New(input.Message))
		connecting.lose(loss{err: err, comeBack: later}, protocolError)
	case PressureInput:
		s.machine.requests.pause(input.Paused)
	case TokenInput:
		s.machine.token.fetched(input.Token, connecting.connected())
		connecting.tokenReady()
	case TokenFailedInput:
		connecting.tokenFailed(input)
	case NetworkInput:
		connecting.network(input.Online)
	case ResumedInput:
		connecting.wakeUp()
	}
}

// finish asks to be woken, if that is earlier than asked before: to be woken for nothing is cheaper than to move a timer.
func (s *Session) finish() []Effect {
	at := s.machine.deadline()
	sooner := !at.IsZero() && (s.wakeAt.IsZero() || at.Before(s.wakeAt))
	if sooner || (at.IsZero() && !s.wakeAt.IsZero()) {
		s.wakeAt = at
		s.context.do(WakeEffect{At: at})
	}
	return s.context.effects
}
