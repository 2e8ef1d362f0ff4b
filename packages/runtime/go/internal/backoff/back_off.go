// Package backoff says how long to wait before something is tried again.
package backoff

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
	// However small the bounds, a refused client does not come back faster than this.
	leastWait = 100 * time.Millisecond
)

// Bounds of a wait: half of Min is the least, Max the most.
type Bounds struct{ Min, Max time.Duration }

// Between gives a duration between the bounds, by a number from 0 up to 1.
func Between(random func() float64, from, to time.Duration) time.Duration {
	return from + time.Duration(float64(to-from)*random())
}

// Jittered gives a wait between half the least and what so many failures, at least one, make of it, at most the longest: full
// jitter.
func Jittered(random func() float64, bounds Bounds, tries int) time.Duration {
	least := max(bounds.Min, leastWait)
	grown := float64(least) * math.Pow(growth, float64(tries-1))
	longest := time.Duration(min(grown, float64(bounds.Max)))
	return Between(random, least/2, max(least/2, longest))
}

// BackOff says how long to wait before the next attempt to connect.
type BackOff struct {
	// A number from 0 up to 1.
	Random func() float64
	Bounds Bounds
	// Attempts since the last good connection.
	tries int
}

// Reset begins anew.
func (b *BackOff) Reset() { b.tries = 0 }

// Lived reports how long a connection lived that is now lost.
func (b *BackOff) Lived(life time.Duration) {
	if life >= goodLife {
		b.tries = 0
	}
}

// Next gives the next wait. atOnce: none, if this is the first attempt; a server that keeps saying so must not be hammered.
func (b *BackOff) Next(atOnce bool) time.Duration {
	tries := b.tries
	b.tries++
	switch {
	case tries > 0:
		return Jittered(b.Random, b.Bounds, tries)
	case atOnce:
		return 0
	}
	return Between(b.Random, 0, firstSpread)
}
