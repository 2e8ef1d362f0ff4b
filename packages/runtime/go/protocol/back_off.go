package protocol

import "github.com/parlance-dev/parlance/packages/runtime/go/internal/backoff"

// backOff says how long to wait before the next attempt to connect, and which attempt is the last.
type backOff struct {
	backoff.BackOff
	// How many are allowed in a row; 0: any number.
	allowed int
	// Attempts in a row without a welcome.
	failures int
}

func newBackOff(options SessionOptions) *backOff {
	return &backOff{
		BackOff: backoff.BackOff{Random: options.Random, Bounds: boundsOf(options.Retry)},
		allowed: options.Attempts,
	}
}

// boundsOf is the bounds that the server, or the application, gives.
func boundsOf(hint RetryHint) backoff.Bounds {
	return backoff.Bounds{Min: milliseconds(hint.MinMs), Max: milliseconds(hint.MaxMs)}
}

// welcomed: a connection holds, and the server told its bounds.
func (b *backOff) welcomed(hint RetryHint) {
	b.Bounds = boundsOf(hint)
	b.failures = 0
}

// failed reports an attempt that got no welcome, and tells whether it was the last that is allowed.
func (b *backOff) failed() bool {
	b.failures++
	return b.allowed > 0 && b.failures >= b.allowed
}

// reset: the application begins anew.
func (b *backOff) reset() {
	b.Reset()
	b.failures = 0
}
