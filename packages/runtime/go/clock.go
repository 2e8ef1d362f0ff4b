package runtime

import (
	"context"
	"time"
)

// Clock is where the runtime reads the time and waits. Tests hand in one that they move themselves.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f in a goroutine of its own when d is over, unless stop is called before; stop tells whether it was.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// SystemClock is the machine's clock.
var SystemClock Clock = systemClock{}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) AfterFunc(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }

// sleep waits until d is over or the context ends; then it returns the context's cause.
func sleep(ctx context.Context, clock Clock, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	over := make(chan struct{})
	stop := clock.AfterFunc(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// limit is a context that ends when a time is over, with context.DeadlineExceeded as its cause.
type limit struct {
	context.Context
	cancel context.CancelCauseFunc
	stop   func() bool
}

// newLimit starts the time; 0 means no limit.
func newLimit(ctx context.Context, clock Clock, d time.Duration) limit {
	limited, cancel := context.WithCancelCause(ctx)
	l := limit{limited, cancel, func() bool { return true }}
	if d > 0 {
		l.stop = clock.AfterFunc(d, func() { cancel(context.DeadlineExceeded) })
	}
	return l
}

// end ends the context; what was made with it is over.
func (l limit) end() {
	l.stop()
	l.cancel(context.Canceled)
}
