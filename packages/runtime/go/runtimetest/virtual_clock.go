package runtimetest

import (
	"slices"
	"sync"
	"time"
)

// VirtualClock is a clock for tests: it stands until it is told to move, so waits cost no time. Clients of package runtime and of
// package realtime take it. It is safe for concurrent use.
type VirtualClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*timer
}

type timer struct {
	at   time.Time
	wake func()
}

// NewVirtualClock gives a clock that starts at 2026-01-01, UTC.
func NewVirtualClock() *VirtualClock {
	return &VirtualClock{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// Now gives the time at which the clock stands.
func (c *VirtualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc calls f when the clock has been moved by d, unless stop is called before. What Advance calls has returned when that does.
func (c *VirtualClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	made := &timer{at: c.now.Add(d), wake: f}
	c.timers = append(c.timers, made)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.remove(made)
	}
}

// Pending is how many timers wait now. 0: nothing is left behind.
func (c *VirtualClock) Pending() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers)
}

// Advance moves on and calls whatever is due on the way, each at its time, earliest first; also what comes up meanwhile.
func (c *VirtualClock) Advance(d time.Duration) {
	end := c.Now().Add(d)
	for next := c.take(end); next != nil; next = c.take(end) {
		next.wake()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = end
}

// Jump moves on at once, as the clock of a host that slept: what is due is called late.
func (c *VirtualClock) Jump(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.mu.Unlock()
	c.Advance(0)
}

// take gives the next timer up to a time, at which the clock then stands.
func (c *VirtualClock) take(end time.Time) *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	var next *timer
	for _, each := range c.timers {
		if !each.at.After(end) && (next == nil || each.at.Before(next.at)) {
			next = each
		}
	}
	if next == nil {
		return nil
	}
	c.remove(next)
	if next.at.After(c.now) {
		c.now = next.at
	}
	return next
}

func (c *VirtualClock) remove(timer *timer) bool {
	index := slices.Index(c.timers, timer)
	if index < 0 {
		return false
	}
	c.timers = slices.Delete(c.timers, index, index+1)
	return true
}
