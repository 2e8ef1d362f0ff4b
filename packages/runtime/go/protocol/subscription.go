package protocol

import (
	"slices"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/backoff"
)

// How long after a refusal a subscription is asked for again.
var subscriptionRetry = RetryHint{MinMs: 500, MaxMs: 20_000}

// subscription is one subscription, over all connections.
type subscription struct {
	track
	context *sessionContext
	// The driver's number.
	number  int
	options SubscribeOptions
	// What tells it apart on the wire; the first of a channel has 0, which is left out.
	wire int64
	// Told how many holes there were in a row.
	onHole func(subscription *subscription, holes int)
	// The request that is under way, counted up; an answer to an older one says nothing. 0: none is.
	asked    int
	lastAsk  int
	retryAt  time.Time
	refusals int
	told     bool
}

func (s *subscription) showsPresence() bool { return slices.Contains(s.options.Mode, "presence") }

func (s *subscription) wireNumber() *int64 {
	if s.wire == 0 {
		return nil
	}
	return &s.wire
}

// body gives the frame that asks for it from where it stands.
func (s *subscription) body() *SubscribeFrame {
	frame := &SubscribeFrame{
		Channel:      s.channel,
		Subscription: s.wireNumber(),
		Token:        s.options.Token,
		Since:        s.position(),
		Mode:         s.options.Mode,
		Policy:       s.options.Policy,
		ConflateMs:   s.options.ConflateMs,
		ReturnMode:   s.options.ReturnMode,
	}
	if s.options.Filter != nil {
		frame.Filter = s.options.Filter
	}
	if frame.Since == nil {
		frame.Rewind = s.options.Rewind
	}
	return frame
}

func (s *subscription) subscribed(start start) {
	s.refusals = 0
	s.begin(start)
	s.told = true
	s.enter(Subscribed{Position: start.position, Recovered: start.recovered})
}

// refused or withdrawn, and worth another try.
func (s *subscription) refused(err *Error) {
	s.refusals++
	s.pending(err)
	s.retryAt = s.context.now.Add(err.After + backoff.Jittered(s.context.options.Random, boundsOf(subscriptionRetry), s.refusals))
}

// pending: nothing comes until it is answered again.
func (s *subscription) pending(err *Error) {
	s.asked = 0
	s.retryAt = time.Time{}
	s.listening = false
	if s.told || err != nil {
		s.enter(Resubscribing{Position: s.position(), Err: err})
	}
}

func (s *subscription) ended(err *Error) {
	s.listening = false
	s.enter(Unsubscribed{Err: err})
}

// live: everything missed has come.
func (s *subscription) live() {
	if !s.listening {
		return
	}
	s.tellOwed()
	s.context.emit(LiveEvent{Subscription: s.number})
}

func (s *subscription) tellMessage(frame *MessageFrame) {
	s.context.emit(MessageEvent{Subscription: s.number, Frame: frame})
}

func (s *subscription) tellGap(frame *GapFrame) {
	s.context.emit(GapEvent{Subscription: s.number, Frame: frame})
}

func (s *subscription) hole(inARow int) { s.onHole(s, inARow) }

func (s *subscription) enter(state SubscriptionState) {
	s.context.emit(SubscriptionEvent{Subscription: s.number, State: state})
}
