package socket

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// State says where a socket is. One of Idle, Connecting, Open, Waiting, Closed, Failed.
type State interface {
	// Status is the state in one word: idle, connecting, open, waiting, closed or failed.
	Status() string
	isState()
}

// Idle is the state before anything was asked of it.
type Idle struct{}

// Connecting is the state also while it is restored: nothing of the queue is sent before.
type Connecting struct {
	// Attempt counts from 1 and begins anew with each connection.
	Attempt int
}

// Open is the state while a connection holds.
type Open struct{}

// Waiting is the state between two attempts.
type Waiting struct {
	// Attempt is the number of the next one.
	Attempt int
	// Until is when that begins.
	Until time.Time
	Err   *protocol.Error
}

// Closed is the state after the application closed it, or the server said goodbye with code 1000. Final.
type Closed struct{}

// Failed is the state of a socket that cannot come back; the error says why. Final.
type Failed struct{ Err *protocol.Error }

// Status implements State.
func (Idle) Status() string { return "idle" }

// Status implements State.
func (Connecting) Status() string { return "connecting" }

// Status implements State.
func (Open) Status() string { return "open" }

// Status implements State.
func (Waiting) Status() string { return "waiting" }

// Status implements State.
func (Closed) Status() string { return "closed" }

// Status implements State.
func (Failed) Status() string { return "failed" }

func (Idle) isState()       {}
func (Connecting) isState() {}
func (Open) isState()       {}
func (Waiting) isState()    {}
func (Closed) isState()     {}
func (Failed) isState()     {}
