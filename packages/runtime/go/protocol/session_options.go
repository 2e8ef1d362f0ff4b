package protocol

import "time"

// QueuePolicy says what happens to requests beyond the bounds of the queue.
type QueuePolicy string

// The policies of the queue. What gives way fails with ErrQueueFull.
const (
	// QueueReject fails the new request. The default.
	QueueReject QueuePolicy = "reject"
	// QueueDropOldest fails the publish that has waited longest.
	QueueDropOldest QueuePolicy = "drop-oldest"
)

// QueueBounds says how much may wait for the connection, and what happens beyond it.
type QueueBounds struct {
	// Requests that wait. Default 1,000.
	Count int
	// Their encoded size together. Default 1 MiB.
	Bytes int
	// Default QueueReject.
	Policy QueuePolicy
}

// SessionOptions is what a session is told once.
type SessionOptions struct {
	// The program, as hello names it.
	Client ClientInfo
	// A UUID of this session's own; publishes are named after it.
	Instance string
	// Uniform in [0, 1). Only for spreading retries, never for secrets.
	Random func() float64
	// What the codec and the transport can. Default "batch".
	Capabilities []string
	// Back-off until the server gives its own. Default 400 ms and 20 s.
	Retry RetryHint
	// Attempts in a row that may end without a welcome; after so many the session fails. Default 0: any number.
	Attempts int
	// For an attempt as a whole: token, transport, welcome. Default 10 s.
	ConnectTimeout time.Duration
	Queue          QueueBounds
}

// withDefaults fills in what was left out.
func (o SessionOptions) withDefaults() SessionOptions {
	if o.Capabilities == nil {
		o.Capabilities = []string{"batch"}
	}
	if o.Retry == (RetryHint{}) {
		o.Retry = RetryHint{MinMs: 400, MaxMs: 20_000}
	}
	if o.ConnectTimeout == 0 {
		o.ConnectTimeout = 10 * time.Second
	}
	if o.Queue.Count == 0 {
		o.Queue.Count = 1_000
	}
	if o.Queue.Bytes == 0 {
		o.Queue.Bytes = 1 << 20
	}
	return o
}
