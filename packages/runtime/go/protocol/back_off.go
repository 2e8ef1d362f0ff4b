package protocol

import (
	"math"
	"time"
)

const (
	// The first retry is spread over this, so that a server which drops everybody is not met by everybody at once.
	firstSpread = 250 * time.Millisecond
	// A connection that lived so long was a good one: the next loss begins anew.
	goodLife = 10 * time.Second
	// So small, because 1.5 gives a median of 2.1 s after an outage of 8 s and this 0.9 s; the longest wait is the same.
	growth = 1.2
	// However small the server's hint, a refused client does not come back faster than this.
	leastWait = 100 * time.Millisecond
)

// jittered gives a wait between half the least and what so many failures, at least one, make of it, at most the longest: full
// jitter.
func jittered(context *sessionContext, hint RetryHint, tries int) time.Duration {
	least := max(milliseconds(hint.MinMs), leastWait)
	grown := float64(least) * math.Pow(growth, float64(tries-1))
	longest := time.Duration(min(grown, float64(milliseconds(hint.MaxMs))))
	return context.between(least/2, max(least/2, longest))
}

// backOff says how long to wait before the next attempt to connect.
type backOff struct {
	context *sessionContext
	// Attempts since the last good connection.
	tries int
	// Attempts in a row without a welcome.
	failures int
	// The bounds; the server's own once it told them.
	hint RetryHint
}

func newBackOff(context *sessionContext) *backOff {
	return &backOff{context: context, hint: context.options.Retry}
}

// welcomed: a connection holds, and the server told its bounds.
func (b *backOff) welcomed(hint RetryHint) {
	b.hint = hint
	b.failures = 0
}

// failed reports an attempt that got no welcome, and tells whether it was the last that is allowed.
func (b *backOff) failed() bool {
	b.failures++
	allowed := b.context.options.Attempts
	return allowed > 0 && b.failures >= allowed
}

// reset: the application begins anew.
func (b *backOff) reset() {
	b.tries = 0
	b.failures = 0
}

// lived reports how long a connection lived that is now lost.
func (b *backOff) lived(life time.Duration) {
	if life >= goodLife {
		b.tries = 0
	}
}

// next gives the next wait. atOnce: none, if this is the first attempt; a server that keeps saying so must not be hammered.
func (b *backOff) next(atOnce bool) time.Duration {
	tries := b.tries
	b.tries++
	switch {
	case tries > 0:
		return jittered(b.context, b.hint, tries)
	case atOnce:
		return 0
	}
	return b.context.between(0, firstSpread)
}
