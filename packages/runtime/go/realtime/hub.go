package realtime

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/wire"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// sink is what one subscription is told, under the lock of the hub.
type sink interface {
	message(frame *protocol.MessageFrame)
	gap(frame *protocol.GapFrame)
	live()
	told(state protocol.SubscriptionState)
}

// hub is what channels, presence and documents share of one client: its session, and who waits for what. Its lock is the only
// one that is held while another is taken.
type hub struct {
	options    options
	dispatcher *dispatcher
	// Ends with the client.
	ctx    context.Context
	cancel context.CancelFunc

	mu            sync.Mutex
	driver        *driver
	gate          publishGate
	requests      map[int]*pending
	subscriptions map[int]sink
	presences     map[*Presence]struct{}
	listeners     listeners
	// The number of the newest request or subscription.
	lastNumber int
	// Whether the first use connects: not after Disconnect.
	connects bool
	// Closed at each change of state, and made anew.
	changed chan struct{}
}

func newHub(url string, options options) *hub {
	h := &hub{
		options:       options,
		dispatcher:    newDispatcher(),
		gate:          newPublishGate(options.queue),
		requests:      map[int]*pending{},
		subscriptions: map[int]sink{},
		presences:     map[*Presence]struct{}{},
		connects:      true,
		changed:       make(chan struct{}),
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.driver = &driver{hub: h, url: url, session: protocol.NewSession(sessionOptions(options))}
	return h
}

// sessionOptions is what the session is told of a client's options.
func sessionOptions(options options) protocol.SessionOptions {
	session := protocol.SessionOptions{
		Client:   options.client,
		Instance: newInstance(),
		Random:   mathrand.Float64,
		Retry:    protocol.RetryHint{MinMs: 400, MaxMs: 20_000},
		Attempts: options.backoff.Attempts,
		Queue:    protocol.QueueBounds{Count: options.queue.Messages, Bytes: options.queue.Bytes},
	}
	if options.backoff.Min > 0 {
		session.Retry.MinMs = options.backoff.Min.Milliseconds()
	}
	if options.backoff.Max > 0 {
		session.Retry.MaxMs = options.backoff.Max.Milliseconds()
	}
	// With the policy `block` no more is handed to the session than it takes.
	if options.queue.Policy == QueueDropOldest {
		session.Queue.Policy = protocol.QueueDropOldest
	}
	return session
}

// newInstance gives a UUID (RFC 9562 section 5.4).
func newInstance() string {
	var bytes [16]byte
	// It does not fail on any platform of Go.
	_, _ = rand.Read(bytes[:])
	bytes[6] = bytes[6]&0x0f | 0x40
	bytes[8] = bytes[8]&0x3f | 0x80
	text := hex.EncodeToString(bytes[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}

func (h *hub) state() protocol.ConnectionState { return h.driver.session.State() }

// command gives the session a command, connecting first if nothing did yet and nobody disconnected. Fails with what ended the
// client.
func (h *hub) command(command protocol.Command) error {
	if end := endOf(h.state()); end != nil {
		return errorOf(end)
	}
	h.connectIfIdle()
	h.driver.command(command)
	return nil
}

func (h *hub) connectIfIdle() {
	if _, idle := h.state().(protocol.Idle); idle && h.connects {
		h.driver.command(protocol.ConnectCommand{})
	}
}

// connected waits until connected, and connects if nothing did yet and nobody disconnected. Not under the lock.
func (h *hub) connected(ctx context.Context) (protocol.Connected, error) {
	h.mu.Lock()
	h.connectIfIdle()
	for {
		state, changed := h.state(), h.changed
		h.mu.Unlock()
		if connected, ok := state.(protocol.Connected); ok {
			return connected, nil
		}
		if end := endOf(state); end != nil {
			return protocol.Connected{}, errorOf(end)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return protocol.Connected{}, context.Cause(ctx)
		}
		h.mu.Lock()
	}
}

// pending is a request that the session has.
type pending struct {
	hub    *hub
	number int
	// Told under the lock, when it is settled.
	then    func()
	done    chan struct{}
	outcome protocol.Outcome
}

// ask makes a request of the session. The timeout is that of the client where it is 0. Under the lock.
func (h *hub) ask(body protocol.ClientFrame, bytes int, timeout time.Duration) (*pending, error) {
	if err := checkTimeout(timeout); err != nil {
		return nil, err
	}
	if timeout == 0 {
		timeout = h.options.timeout
	}
	h.lastNumber++
	made := &pending{hub: h, number: h.lastNumber, done: make(chan struct{})}
	h.requests[made.number] = made
	err := h.command(protocol.AskCommand{
		Request: made.number, Body: body, Bytes: bytes, Timeout: max(0, timeout),
	})
	if err != nil {
		delete(h.requests, made.number)
		return nil, err
	}
	return made, nil
}

// request makes a request and waits for its answer.
func (h *hub) request(ctx context.Context, body protocol.ClientFrame, timeout time.Duration) ([]byte, error) {
	bytes, err := h.sizeOf(body)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	h.mu.Lock()
	made, err := h.ask(body, bytes, timeout)
	h.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return made.wait(ctx)
}

func (p *pending) settle(outcome protocol.Outcome) {
	p.outcome = outcome
	close(p.done)
	if p.then != nil {
		p.then()
	}
}

// onSettled calls then when it is settled, at once if it is. Under the lock.
func (p *pending) onSettled(then func()) {
	if p.outcome != nil {
		then()
	} else {
		p.then = then
	}
}

// wait waits for the answer. When the context ends before, the request is given up.
func (p *pending) wait(ctx context.Context) ([]byte, error) {
	select {
	case <-p.done:
	case <-ctx.Done():
		p.hub.mu.Lock()
		p.hub.driver.command(protocol.CancelCommand{Request: p.number})
		p.hub.mu.Unlock()
		return nil, context.Cause(ctx)
	}
	if ok, is := p.outcome.(protocol.Succeeded); is {
		return ok.Frame, nil
	}
	return nil, errorOfOutcome(p.outcome)
}

// subscribe subscribes for a sink, and gives the number the session knows it under.
func (h *hub) subscribe(channel string, options protocol.SubscribeOptions, sink sink) (int, error) {
	h.lastNumber++
	number := h.lastNumber
	h.subscriptions[number] = sink
	err := h.command(protocol.SubscribeCommand{Subscription: number, Channel: channel, Options: options})
	if err != nil {
		delete(h.subscriptions, number)
	}
	return number, err
}

// unsubscribe ends a subscription; its sink is told nothing more.
func (h *hub) unsubscribe(number int) {
	if _, known := h.subscriptions[number]; known {
		delete(h.subscriptions, number)
		h.driver.command(protocol.UnsubscribeCommand{Subscription: number})
	}
}

// sizeOf is how large a request is when it is sent. Fails if it holds what cannot be sent.
func (h *hub) sizeOf(body protocol.ClientFrame) (int, error) {
	messages, err := h.options.codec.Encode([]protocol.ClientFrame{body}, wire.ReadLimit)
	if err != nil {
		return 0, invalidRequest("What is to be sent", err)
	}
	return len(messages[0]), nil
}

// report tells the error listeners.
// report tells what fails and nobody waits for; where nobody listens either, the log, for it must not be silent.
func (h *hub) report(err error) {
	if len(h.listeners.errors.all) == 0 {
		h.dispatcher.call(func() { slog.Warn("realtime: " + err.Error()) })
		return
	}
	h.listeners.errors.tell(h.dispatcher, err)
}

// wake: the driver's timer is due.
func (h *hub) wake(timer int, due time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.driver.wake(timer, due)
}

// fetchToken gets a token for the session, which asks for one at a time and keeps it as long as it will do.
func (h *hub) fetchToken() {
	go func() {
		input := h.tokenInput()
		h.mu.Lock()
		defer h.mu.Unlock()
		h.driver.input(input)
	}()
}

func (h *hub) tokenInput() protocol.Input {
	if h.options.token == nil {
		return protocol.TokenInput{}
	}
	token, err := h.options.token(h.ctx)
	switch {
	case err != nil:
		message := "The source of tokens failed; see the cause"
		return protocol.TokenFailedInput{Message: message, Final: isRefusal(err), Cause: err}
	case token == "":
		return protocol.TokenFailedInput{Message: "The token given is empty", Final: true}
	}
	return protocol.TokenInput{Token: token}
}

// close ends the client, and gives what is left of its connections.
func (h *hub) close() []<-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !isFinal(h.state()) {
		h.driver.command(protocol.CloseCommand{})
	}
	h.listeners = listeners{}
	return h.driver.stillClosing()
}

// message: the short way of a message that simply follows.
func (h *hub) message(number int, frame *protocol.MessageFrame) {
	if sink := h.subscriptions[number]; sink != nil {
		sink.message(frame)
	}
}

// told takes what the session tells.
func (h *hub) told(event protocol.SessionEvent) {
	switch event := event.(type) {
	case protocol.MessageEvent:
		h.message(event.Subscription, event.Frame)
	case protocol.GapEvent:
		if sink := h.subscriptions[event.Subscription]; sink != nil {
			sink.gap(event.Frame)
		}
	case protocol.LiveEvent:
		if sink := h.subscriptions[event.Subscription]; sink != nil {
			sink.live()
		}
	case protocol.SubscriptionEvent:
		h.toldSubscription(event)
	case protocol.SettledEvent:
		made := h.requests[event.Request]
		delete(h.requests, event.Request)
		if made != nil {
			made.settle(event.Outcome)
		}
	case protocol.StateEvent:
		h.toldState(event.State)
	case protocol.DirectEvent:
		h.listeners.direct.tell(h.dispatcher, Direct{Message: rawMessage(event.Frame, event.Frame.Epoch)})
	case protocol.DirectGapEvent:
		h.listeners.direct.tell(h.dispatcher, Direct{Gap: gapOf(event.Frame)})
	case protocol.PresenceEvent:
		for presence := range h.presences {
			presence.changed(event.Frame)
		}
	case protocol.PresenceSyncEvent:
		for presence := range h.presences {
			presence.synced(event)
		}
	case protocol.CastEvent:
		h.listeners.casts.tell(h.dispatcher, Cast{Method: event.Frame.Method, Params: event.Frame.Params})
	case protocol.UnknownEvent:
		h.listeners.unknown.tell(h.dispatcher, Unknown{Type: event.Frame.Type, Frame: event.Frame.Raw})
	case protocol.ErrorEvent:
		h.report(errorOf(event.Err))
	}
}

func (h *hub) toldSubscription(event protocol.SubscriptionEvent) {
	sink := h.subscriptions[event.Subscription]
	if _, ended := event.State.(protocol.Unsubscribed); ended {
		delete(h.subscriptions, event.Subscription)
	}
	if sink != nil {
		sink.told(event.State)
	}
}

// toldState: after the end nothing of this client is left with the host.
func (h *hub) toldState(state protocol.ConnectionState) {
	close(h.changed)
	h.changed = make(chan struct{})
	h.listeners.states.tell(h.dispatcher, state)
	if isFinal(state) {
		h.driver.wakeAt(time.Time{})
		h.cancel()
		h.dispatcher.End()
	}
}
