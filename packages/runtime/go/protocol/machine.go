package protocol

import "time"

const (
	// The size of a frame that every server takes, for the hello that asks what this one takes.
	safeFrameBytes = 65_536
	// What hello holds beside token and subscriptions, generously.
	helloBytes = 1_024
)

// machine is the concerns of a session and what a connection means to each.
type machine struct {
	context       *sessionContext
	requests      *requests
	token         *token
	connecting    *connector
	subscriptions *subscriptions
	presence      *presence
	// Nil if nobody is signed in.
	inbox *inbox
	// How many the application has made.
	publishes int
}

func newMachine(context *sessionContext) *machine {
	m := &machine{context: context}
	m.requests = newRequests(context)
	m.token = &token{context: context, requests: m.requests}
	m.connecting = newConnector(context, m.token, m)
	m.subscriptions = newSubscriptions(context, m.requests)
	m.presence = newPresence(context, m.requests, m.subscriptions)
	m.subscriptions.presence = m.presence
	return m
}

func (m *machine) hello(session string) *HelloFrame {
	options := m.context.options
	frame := &HelloFrame{
		ID:           m.requests.takeID(),
		Version:      1,
		Token:        m.token.value,
		Client:       options.Client,
		Instance:     options.Instance,
		Capabilities: options.Capabilities,
	}
	if session != "" {
		frame.Resume = &HelloFrameResume{Session: session}
	}
	if m.inbox != nil {
		frame.Inbox = m.inbox.position()
	}
	room := safeFrameBytes
	if limits := m.context.limits; limits != nil {
		room = int(limits.FrameBytes)
	}
	frame.Subscriptions = m.subscriptions.embed(room - helloBytes - len(frame.Token))
	return frame
}

func (m *machine) welcomed(frame *WelcomeFrame) {
	m.beginInbox(frame.Inbox)
	// What it asks for comes before what waited, which may need it.
	m.presence.welcomed(frame.Resumed)
	m.requests.begin()
	m.subscriptions.welcomed()
}

func (m *machine) beginInbox(begins *Inbox) {
	if begins == nil {
		m.inbox = nil
		return
	}
	if m.inbox == nil || m.inbox.channel != begins.Channel {
		m.inbox = newInbox(m.context, begins.Channel, func() {
			m.connecting.lose(loss{err: ErrPositionLost, comeBack: atOnce}, normalClosure)
		})
	}
	position := Position{Epoch: begins.Epoch, Offset: begins.Offset}
	m.inbox.begin(start{position: position, recovered: Recovery(begins.Recovered)})
}

func (m *machine) broken(err *Error) {
	m.requests.broken(err)
	m.subscriptions.broken()
	m.presence.broken()
	if m.inbox != nil {
		m.inbox.listening = false
	}
}

func (m *machine) ended(err *Error) {
	if err == nil {
		m.requests.end(ErrClosed)
	} else {
		m.requests.end(err)
	}
	m.subscriptions.end(err)
	m.presence.broken()
}

// tick does what is due.
func (m *machine) tick() {
	m.connecting.tick()
	m.requests.tick()
	if m.connecting.connected() {
		m.token.tick()
		m.subscriptions.tick()
	}
}

// deadline is when something is due unless something happens.
func (m *machine) deadline() time.Time {
	switch {
	case m.connecting.hasEnded():
		return time.Time{}
	case m.connecting.connected():
		return earliest(
			m.connecting.deadline(), m.requests.deadline, m.token.refreshAt, m.subscriptions.deadline,
		)
	}
	return earliest(m.connecting.deadline(), m.requests.deadline)
}
