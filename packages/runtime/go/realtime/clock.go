package realtime

import "time"

// Clock is where the client reads the time and waits. Tests hand in runtimetest.VirtualClock.
type Clock interface {
	// Now goes on while the host sleeps: that is how a sleep is noticed.
	Now() time.Time
	// AfterFunc calls f in a goroutine of its own when d is over, unless stop is called before; stop tells whether it was.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

type systemClock struct{}

// SystemClock gives the clock of the machine.
func SystemClock() Clock { return systemClock{} }

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) AfterFunc(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }
