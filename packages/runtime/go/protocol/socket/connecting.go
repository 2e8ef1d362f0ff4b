package socket

import (
	"slices"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// How long the token may take, opening, and restoring.
const patience = 10 * time.Second

// step is what the machine waits for while it is connecting.
type step int

const (
	fetching step = iota
	opening
	restoring
)

func (m *Machine) connect() {
	m.attempt++
	m.become(Connecting{Attempt: m.attempt})
	m.patience = m.context.now.Add(patience)
	if !m.token.isWanted() {
		m.open()
		return
	}
	m.step = fetching
	m.context.do(FetchTokenEffect{})
}

func (m *Machine) tookToken(input TokenInput) {
	if m.isOver() {
		return
	}
	m.token.take(input.Token, input.ExpiresAt)
	switch {
	case m.isOpen():
		m.token.renew()
	case m.step == fetching:
		m.open()
	}
}

func (m *Machine) missedToken(input TokenFailedInput) {
	switch {
	case m.isOpen():
		m.token.failed()
	case m.step == fetching && !m.isOver():
		err := &protocol.Error{Code: "token_unavailable", Message: input.Message, Retryable: true, Cause: input.Cause}
		m.lost(err, false)
	}
}

func (m *Machine) open() {
	m.step = opening
	m.patience = m.context.now.Add(patience)
	m.last++
	query := m.token.at("query")
	if resume := m.context.descriptor.Resume; resume != nil && resume.Query != "" && m.position != nil {
		query[resume.Query] = textOf(m.position)
	}
	m.context.do(OpenEffect{Connection: m.last, Query: query, Header: m.token.at("header")})
}

func (m *Machine) opened(connection int) {
	m.step = restoring
	m.patience = m.context.now.Add(patience)
	m.context.connection = connection
	m.heartbeat.start()
	m.token.greet()
	m.context.do(RestoreEffect{Connection: connection})
}

func (m *Machine) restored() {
	m.patience = time.Time{}
	m.openedAt = m.context.now
	m.attempt = 0
	resume, subscription := m.context.descriptor.Resume, m.context.descriptor.Subscription
	apart := resume != nil && resume.Message != nil && (subscription == nil || resume.Message.Name != subscription.Subscribe)
	if apart && m.position != nil {
		m.context.send(resume.Message.with(resume.Pointer, m.position))
	}
	m.become(Open{})
	m.subscriptions.restore()
	m.exchanges.flush(true)
}

func (m *Machine) acknowledgementOf(message *Message) *Message {
	rules := m.context.descriptor.Acknowledgement
	if rules == nil || rules.Receive == nil || !slices.Contains(rules.Receive.Messages, message.Name) {
		return nil
	}
	id, ok := message.at(rules.Receive.ID)
	if !ok {
		return nil
	}
	answer := rules.Receive.Answer.with(rules.Receive.Of, id)
	return &answer
}

func (m *Machine) closed(input ClosedInput) {
	m.context.connection = 0
	if input.Code == goodbye && input.Err == nil {
		m.end(Closed{})
		return
	}
	err, final := lossOf(input, m.context.descriptor.Close.Final)
	m.lost(err, final)
}

// drop gives the connection up and tries again.
func (m *Machine) drop(err *protocol.Error) {
	m.letGo(goingAway)
	m.lost(err, false)
}

func (m *Machine) letGo(code int) {
	if !m.isOver() && m.step != fetching {
		m.context.do(CloseEffect{Connection: m.last, Code: code})
	}
	m.context.connection = 0
}

func (m *Machine) lost(err *protocol.Error, final bool) {
	now := m.context.now
	if m.isOpen() {
		m.backOff.Lived(now.Sub(m.openedAt))
	}
	m.rest()
	if final {
		m.end(Failed{Err: err})
		return
	}
	m.exchanges.lost()
	until := now.Add(max(m.backOff.Next(false), err.After))
	m.become(Waiting{Attempt: m.attempt + 1, Until: until, Err: err})
}

func (m *Machine) end(state State) {
	if EndOf(m.state) != nil {
		return
	}
	m.rest()
	m.become(state)
	m.exchanges.end(EndOf(state))
}

// rest: nothing of the connection is waited for any more.
func (m *Machine) rest() {
	m.context.connection = 0
	m.patience = time.Time{}
	m.heartbeat.stop()
	m.token.stop()
}

// EndOf is what ended a socket, for whoever still wants something of it; nil if it has not ended.
func EndOf(state State) *protocol.Error {
	switch state := state.(type) {
	case Closed:
		return errClosed
	case Failed:
		return state.Err
	}
	return nil
}

// textOf is a position as a query carries it.
func textOf(position any) string {
	if text, ok := position.(string); ok {
		return text
	}
	return string(encode(position))
}
