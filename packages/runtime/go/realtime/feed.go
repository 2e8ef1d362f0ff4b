package realtime

import (
	"context"
	"errors"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// reader is who gets what a feed receives, under the lock of the hub.
type reader interface {
	message(frame *protocol.MessageFrame, epoch string)
	gap(frame *protocol.GapFrame)
	live()
	// state tells each state. It answers whether it deals with a refusal itself; else one that nobody waits for is told as an error
	// of the client.
	state(state protocol.SubscriptionState) (heeds bool)
}

// feed is one subscription of a channel: it knows its position and its authorisation, can be given up while its reader is slow, and
// hands over what comes. Under the lock of the hub.
type feed struct {
	hub     *hub
	channel string
	options protocol.SubscribeOptions
	reader  reader
	// The session's number of it.
	number        int
	state         protocol.SubscriptionState
	epoch         string
	offset        int64
	authorization *authorization
	// Whether the channel waits for this subscription.
	holds  bool
	paused bool
	// Closed when it was accepted for the first time, or has ended before.
	settled   chan struct{}
	accepted  *protocol.Subscribed
	waiters   int
	stopUntil func() bool
}

// openFeed subscribes. The reader knows the feed before anything comes. Fails with what ended the client, if something did.
func (h *hub) openFeed(
	channel channelContext, options subscribeOptions, reader reader, knows func(*feed),
) (*feed, error) {
	if options.err != nil {
		return nil, options.err
	}
	if end := endOf(h.state()); end != nil {
		return nil, errorOf(end)
	}
	made := &feed{
		hub:     h,
		channel: channel.name,
		options: options.wire,
		reader:  reader,
		state:   protocol.Subscribing{},
		settled: make(chan struct{}),
	}
	knows(made)
	if since := options.wire.Since; since != nil {
		made.epoch, made.offset = since.Epoch, since.Offset
	}
	if authorize := authorizerOf(h, channel.name, channel.options.authorize); authorize != nil {
		made.authorization = &authorization{feed: made, authorize: authorize}
	}
	if options.until != nil {
		made.stopUntil = context.AfterFunc(options.until, made.lockAndEnd)
	}
	made.hold()
	made.start()
	return made, nil
}

func (f *feed) lockAndEnd() {
	f.hub.mu.Lock()
	defer f.hub.mu.Unlock()
	f.end()
}

// start subscribes from where it stands, with a token if it needs one.
func (f *feed) start() {
	if f.authorization == nil {
		f.begin("")
	} else {
		f.authorization.begin()
	}
}

// begin: there is a token, for the connection that there is now, or none is needed.
func (f *feed) begin(token string) {
	if f.hasEnded() || f.paused {
		return
	}
	options := f.options
	options.Token = token
	// From a position on nothing older is asked for.
	if options.Since = f.position(); options.Since != nil {
		options.Rewind = nil
	}
	number, err := f.hub.subscribe(f.channel, options, f)
	f.number = number
	if err != nil {
		f.enter(protocol.Unsubscribed{Err: sessionErrorOf(err, protocol.ErrClosed.Code, "The client has ended.")})
	}
}

// unauthorized begins again with another token, if that may help.
func (f *feed) unauthorized(err *protocol.Error) {
	if f.hasEnded() {
		return
	}
	again := f.authorization.mayTryAgain(err)
	f.hub.unsubscribe(f.number)
	if !again {
		f.enter(protocol.Unsubscribed{Err: err})
		return
	}
	f.enter(protocol.Resubscribing{Position: f.position(), Err: err})
	f.authorization.begin()
}

// pause gives the subscription up until resume: its reader has enough.
func (f *feed) pause() {
	if f.hasEnded() || f.paused {
		return
	}
	f.paused = true
	if f.authorization != nil {
		f.authorization.end()
	}
	f.hub.unsubscribe(f.number)
	f.enter(protocol.Resubscribing{Position: f.position()})
}

// resume takes it up where it was.
func (f *feed) resume() {
	if !f.paused {
		return
	}
	f.paused = false
	if f.hasEnded() {
		return
	}
	f.hold()
	f.start()
}

// end: nothing is handed over any more. Does nothing the second time.
func (f *feed) end() {
	if f.hasEnded() {
		return
	}
	f.hub.unsubscribe(f.number)
	f.enter(protocol.Unsubscribed{})
}

func (f *feed) hasEnded() bool {
	_, ended := f.state.(protocol.Unsubscribed)
	return ended
}

// position is that of the last message that was handed over; nil until it is subscribed.
func (f *feed) position() *protocol.Position {
	if f.epoch == "" {
		return nil
	}
	return &protocol.Position{Epoch: f.epoch, Offset: f.offset}
}

func (f *feed) message(frame *protocol.MessageFrame) {
	if frame.Epoch != "" && frame.Offset != nil {
		f.epoch = frame.Epoch
	}
	if frame.Offset != nil {
		f.offset = *frame.Offset
	}
	f.reader.message(frame, f.epoch)
}

func (f *feed) gap(frame *protocol.GapFrame) {
	f.epoch, f.offset = frame.To.Epoch, frame.To.Offset
	f.reader.gap(frame)
}

func (f *feed) live() { f.reader.live() }

func (f *feed) told(state protocol.SubscriptionState) {
	if subscribed, ok := state.(protocol.Subscribed); ok {
		if f.authorization != nil {
			f.authorization.refusals = 0
		}
		if f.epoch == "" {
			f.epoch, f.offset = subscribed.Position.Epoch, subscribed.Position.Offset
		}
	}
	if err := errorOfState(state); err != nil && f.authorization != nil {
		f.unauthorized(err)
	} else {
		f.enter(state)
	}
}

func (f *feed) enter(state protocol.SubscriptionState) {
	if f.hasEnded() {
		return
	}
	f.state = state
	f.hold()
	ended, isEnd := state.(protocol.Unsubscribed)
	if isEnd {
		if f.authorization != nil {
			f.authorization.end()
		}
		if f.stopUntil != nil {
			f.stopUntil()
		}
	}
	heeds := f.reader.state(state)
	if isEnd && ended.Err != nil && !heeds && f.waiters == 0 && !errors.Is(ended.Err, protocol.ErrClosed) {
		f.hub.report(errorOf(ended.Err))
	}
	f.settle()
}

// hold: a publish may need the token of this subscription, so none goes out before that is accepted. A reader that has enough for
// now holds nothing up: it may be the one that publishes.
func (f *feed) hold() {
	waits := false
	switch f.state.(type) {
	case protocol.Subscribing, protocol.Resubscribing:
		waits = f.authorization != nil && !f.paused
	}
	if waits == f.holds {
		return
	}
	f.holds = waits
	if waits {
		f.hub.driver.command(protocol.HoldCommand{Channel: f.channel})
	} else {
		f.hub.driver.command(protocol.LetGoCommand{Channel: f.channel})
	}
}

func (f *feed) settle() {
	subscribed, accepted := f.state.(protocol.Subscribed)
	if f.accepted != nil || !(accepted || f.hasEnded()) {
		return
	}
	if accepted {
		f.accepted = &subscribed
	}
	select {
	case <-f.settled:
	default:
		close(f.settled)
	}
}

// ready waits until it was accepted for the first time. Not under the lock.
func (f *feed) ready(ctx context.Context) (protocol.Subscribed, error) {
	f.hub.mu.Lock()
	f.waiters++
	f.hub.mu.Unlock()
	var cause error
	select {
	case <-f.settled:
	case <-ctx.Done():
		cause = context.Cause(ctx)
	}
	f.hub.mu.Lock()
	defer f.hub.mu.Unlock()
	f.waiters--
	switch {
	case f.accepted != nil:
		return *f.accepted, nil
	case f.hasEnded():
		return protocol.Subscribed{}, f.endError()
	}
	return protocol.Subscribed{}, cause
}

// endError says why whoever waits for it waits in vain.
func (f *feed) endError() error {
	if _, closed := f.hub.state().(protocol.Closed); closed {
		return ErrClosed
	}
	if err := errorOfState(f.state); err != nil {
		return errorOf(err)
	}
	return ErrUnsubscribed
}

func errorOfState(state protocol.SubscriptionState) *protocol.Error {
	switch state := state.(type) {
	case protocol.Resubscribing:
		return state.Err
	case protocol.Unsubscribed:
		return state.Err
	}
	return nil
}
