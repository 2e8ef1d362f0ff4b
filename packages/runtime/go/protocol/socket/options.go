package socket

import "time"

// Options is what a machine is set up with, beside its descriptor.
type Options struct {
	// Random gives a number from 0 up to 1.
	Random func() float64
	// The bounds of the back-off. Default 400 ms and 20 s.
	LeastWait, LongestWait time.Duration
	// What waits at most. Default 1,000 messages and 1 MiB.
	QueueMessages, QueueBytes int
	// Heartbeat in place of the descriptor's; nil: that one.
	Heartbeat *Heartbeat
	// CanPing tells whether the host sends pings of the WebSocket protocol.
	CanPing bool
}

func (o Options) withDefaults(descriptor *Descriptor) Options {
	o.LeastWait = orDefault(o.LeastWait, 400*time.Millisecond)
	o.LongestWait = orDefault(o.LongestWait, 20*time.Second)
	o.QueueMessages = orDefault(o.QueueMessages, 1_000)
	o.QueueBytes = orDefault(o.QueueBytes, 1<<20)
	if o.Heartbeat == nil {
		o.Heartbeat = descriptor.Heartbeat
	}
	return o
}

func orDefault[T comparable](value, other T) T {
	var none T
	if value == none {
		return other
	}
	return value
}
