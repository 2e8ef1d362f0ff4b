package protocol

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/backoff"
)

// sessionContext is what the concerns of one session share: the time of this call, its effects, and the transport in use.
type sessionContext struct {
	options SessionOptions
	// The time that the driver passed with this call.
	now time.Time
	// What this call asks of the driver. A new list each time, which the driver may keep.
	effects []Effect
	// The number of the one transport; 0 while there is none.
	transport int
	// As the last welcome said; nil before the first.
	limits *ConnectionLimits
	// How long the server keeps a session, and at least how long it knows a publish again.
	window time.Duration
}

func (c *sessionContext) do(effect Effect) { c.effects = append(c.effects, effect) }

func (c *sessionContext) emit(event SessionEvent) { c.do(EmitEffect{Event: event}) }

// send sends a frame, or drops it while there is no transport.
func (c *sessionContext) send(frame ClientFrame) {
	if c.transport != 0 {
		c.do(SendEffect{Transport: c.transport, Frame: frame})
	}
}

// between gives a duration between the bounds.
func (c *sessionContext) between(from, to time.Duration) time.Duration {
	return backoff.Between(c.options.Random, from, to)
}
