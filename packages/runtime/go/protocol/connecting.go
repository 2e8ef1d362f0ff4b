package protocol

import "time"

// connector goes from idle to connected and back again: attempts, one transport at a time, back-off, and when it is over.
type connector struct {
	context   *sessionContext
	token     *token
	users     connectable
	shown     shownState
	heartbeat heartbeat
	backOff   *backOff
	transport oneTransport
	phase     phase
	online    bool
	// The key to resume with; empty: there is no session.
	session string
}

func newConnector(context *sessionContext, token *token, users connectable) *connector {
	return &connector{
		context:   context,
		token:     token,
		users:     users,
		shown:     shownState{context: context, current: Idle{}},
		heartbeat: heartbeat{context: context},
		backOff:   newBackOff(context.options),
		transport: oneTransport{context: context},
		phase:     idlePhase{},
		online:    true,
	}
}

func (c *connector) connected() bool {
	_, ok := c.phase.(connectedPhase)
	return ok
}

func (c *connector) hasEnded() bool {
	_, ok := c.phase.(endedPhase)
	return ok
}

func (c *connector) connect() {
	if _, idle := c.phase.(idlePhase); !idle {
		return
	}
	now := c.context.now
	c.phase = waitingPhase{until: now, floor: now}
	c.shown.become(Connecting{Attempt: 1})
	c.startIfDue()
}

// disconnect lets go of the connection and of the attempts to have one, until connect. The session is resumed then, if the
// server has it.
func (c *connector) disconnect() {
	before := c.phase
	if _, idle := before.(idlePhase); idle {
		return
	}
	c.phase = idlePhase{}
	c.transport.detach("disconnected", goingAway)
	c.transport.to = ""
	if isOpen(before) {
		c.users.broken(ErrNotConnected)
	}
	c.backOff.reset()
	c.shown.become(Idle{})
}

func (c *connector) close() {
	c.end("closed", normalClosure, nil, Closed{})
}

func (c *connector) opened() {
	opening, ok := c.phase.(openingPhase)
	if !ok {
		return
	}
	c.phase = greetingPhase(opening)
	c.context.send(c.users.hello(c.session))
}

func (c *connector) welcomed(frame *WelcomeFrame) {
	if _, greeting := c.phase.(greetingPhase); !greeting {
		return
	}
	now := c.context.now
	c.phase = connectedPhase{since: now}
	c.session = frame.Session
	c.backOff.welcomed(frame.Retry)
	c.context.limits = &frame.Limits
	c.context.window = milliseconds(frame.WindowMs)
	c.heartbeat.start(frame)
	c.token.accepted(frame.TokenTTLMs)
	state := Connected{Connection: frame.Connection, Resumed: frame.Resumed, Since: now}
	if frame.User != nil {
		state.User = *frame.User
	}
	c.shown.become(state)
	c.users.welcomed(frame)
}

// tokenReady: a token came, or none is needed.
func (c *connector) tokenReady() { c.open() }

// tokenFailed: the source of tokens failed; for good, for this attempt, or for the refresh, which is tried again.
func (c *connector) tokenFailed(input TokenFailedInput) {
	err := &Error{
		Code:      ErrCredentialsFailed.Code,
		Message:   input.Message,
		Retryable: !input.Final,
		Cause:     input.Cause,
	}
	c.token.failed(c.connected())
	if input.Final {
		c.fail(err, normalClosure)
	} else if _, waits := c.phase.(tokenPhase); waits {
		c.lose(loss{err: err, comeBack: later}, normalClosure)
	} else if c.connected() {
		c.context.emit(ErrorEvent{Err: err})
	}
}

// lose: the attempt or the connection is over, because of the transport, the server, the token or the time.
func (c *connector) lose(loss loss, closeCode int) {
	before := c.phase
	if !isUnderWay(before) {
		return
	}
	connected, held := before.(connectedPhase)
	var life time.Duration
	if held {
		life = c.context.now.Sub(connected.since)
	}
	verdict := judge(loss, c.token, c.backOff, life, held)
	if verdict.end != nil {
		c.fail(verdict.end, closeCode)
		return
	}
	c.transport.detach(loss.err.Code, closeCode)
	c.transport.to = loss.to
	if sessionIsGone(loss.err) {
		c.session = ""
	}
	if isOpen(before) {
		c.users.broken(loss.err)
	}
	c.wait(verdict.wait, loss.err)
}

// network: the host went offline or online.
func (c *connector) network(online bool) {
	c.online = online
	if online {
		c.wakeUp()
	} else if _, waiting := c.phase.(waitingPhase); waiting {
		c.shown.retry(time.Time{})
	}
}

// wakeUp: whatever was waited for may be due or dead. Tries at once, or asks the server for a sign of life.
func (c *connector) wakeUp() {
	if c.connected() {
		c.heartbeat.probe()
	}
	waiting, ok := c.phase.(waitingPhase)
	if !ok {
		return
	}
	waiting.until = waiting.floor
	if now := c.context.now; now.After(waiting.floor) {
		waiting.until = now
	}
	c.phase = waiting
	c.startIfDue()
}

func (c *connector) tick() {
	if !isDue(c.deadline(), c.context.now) {
		return
	}
	switch c.phase.(type) {
	case waitingPhase:
		c.startIfDue()
	case connectedPhase:
		c.lose(loss{err: ErrConnectionLost, comeBack: later}, CloseCode(CodePingTimeout))
	default:
		c.lose(loss{err: ErrTimeout, comeBack: later}, normalClosure)
	}
}

// deadline is when there is something to do unless something happens.
func (c *connector) deadline() time.Time {
	switch phase := c.phase.(type) {
	case connectedPhase:
		return c.heartbeat.deadline()
	case waitingPhase:
		if c.online {
			return phase.until
		}
	case tokenPhase:
		return phase.until
	case openingPhase:
		return phase.until
	case greetingPhase:
		return phase.until
	}
	return time.Time{}
}

func (c *connector) wait(wait time.Duration, err *Error) {
	now := c.context.now
	floor := now.Add(err.After)
	until := floor.Add(wait)
	c.phase = waitingPhase{until: until, floor: floor}
	var retryAt time.Time
	if c.online && until.After(now) {
		retryAt = until
	}
	c.shown.lost(err, retryAt, c.session != "")
	c.startIfDue()
}

func (c *connector) startIfDue() {
	waiting, ok := c.phase.(waitingPhase)
	if !ok || !c.online {
		return
	}
	now := c.context.now
	if now.Before(waiting.until) {
		c.shown.retry(waiting.until)
		return
	}
	c.phase = tokenPhase{until: now.Add(c.context.options.ConnectTimeout)}
	c.shown.retry(time.Time{})
	if c.token.ready() {
		c.open()
	}
}

func (c *connector) open() {
	waiting, ok := c.phase.(tokenPhase)
	if !ok {
		return
	}
	if refusal := c.token.refusal; refusal != nil {
		c.fail(refusal, normalClosure)
		return
	}
	c.phase = openingPhase(waiting)
	c.transport.open()
}

func (c *connector) fail(err *Error, closeCode int) {
	c.end("failed", closeCode, err, Failed{Err: err})
}

func (c *connector) end(reason string, closeCode int, err *Error, state ConnectionState) {
	c.phase = endedPhase{}
	c.transport.detach(reason, closeCode)
	c.users.ended(err)
	c.shown.become(state)
}
