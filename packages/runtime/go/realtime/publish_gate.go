package realtime

import "slices"

// publishGate lets in as many publishes as the queue takes when its policy is `block`, in order; everything at once otherwise.
// Under the lock of the hub.
type publishGate struct {
	bounded      bool
	messages     int
	bytes        int
	waiting      []*gateWaiter
	openMessages int
	openBytes    int
}

type gateWaiter struct {
	bytes int
	// Told when there is room.
	admit func()
}

// newPublishGate: the bounds are by default those of the session.
func newPublishGate(queue Queue) publishGate {
	gate := publishGate{bounded: queue.Policy == QueueBlock, messages: queue.Messages, bytes: queue.Bytes}
	if gate.messages == 0 {
		gate.messages = 1_000
	}
	if gate.bytes == 0 {
		gate.bytes = 1 << 20
	}
	return gate
}

func (g *publishGate) enter(waiter *gateWaiter) {
	g.waiting = append(g.waiting, waiter)
	g.admit()
}

// giveUp: a publish no longer waits. Returns false if it was let in.
func (g *publishGate) giveUp(waiter *gateWaiter) bool {
	index := slices.Index(g.waiting, waiter)
	if index < 0 {
		return false
	}
	g.waiting = slices.Delete(g.waiting, index, index+1)
	return true
}

// leave: a publish that was let in is settled.
func (g *publishGate) leave(bytes int) {
	g.openMessages--
	g.openBytes -= bytes
	g.admit()
}

func (g *publishGate) admit() {
	for len(g.waiting) > 0 && g.fits(g.waiting[0].bytes) {
		next := g.waiting[0]
		g.waiting = g.waiting[1:]
		g.openMessages++
		g.openBytes += next.bytes
		next.admit()
	}
}

// fits: one alone always does. Were it too large for the session, that says so.
func (g *publishGate) fits(bytes int) bool {
	if !g.bounded || g.openMessages == 0 {
		return true
	}
	return g.openMessages < g.messages && g.openBytes+bytes <= g.bytes
}
