package protocol

import "time"

// ConnectionState says where a session stands. Times are those of the driver's clock. One of Idle, Connecting, Connected,
// Reconnecting, Closed, Failed.
type ConnectionState interface {
	// Status is the state in one word: idle, connecting, connected, reconnecting, closed or failed.
	Status() string
	isConnectionState()
}

// Idle is the state before the first connect, and after a disconnect.
type Idle struct{}

// Connecting is the state until the first connection, or the first failure.
type Connecting struct{ Attempt int }

// Connected is the state while a connection holds.
type Connected struct {
	// Visible to others.
	Connection string
	// Empty if the token speaks for its application.
	User string
	// Whether the session from before was taken up again.
	Resumed bool
	Since   time.Time
}

// Reconnecting is told once for each attempt, when the one before was lost.
type Reconnecting struct {
	// Counts what was lost since the last connection, from 1.
	Attempt int
	// When the next attempt begins; zero while one is under way or the host is offline. It moves without being told.
	RetryAt time.Time
	// When the connection was lost, or the first attempt failed.
	Since time.Time
	Err   *Error
	// Whether the server still keeps the session, so far as its window says.
	Resumable bool
}

// Closed is the state after a close. Final.
type Closed struct{}

// Failed is the state after a refusal for good. Final.
type Failed struct{ Err *Error }

// Status implements ConnectionState.
func (Idle) Status() string { return "idle" }

// Status implements ConnectionState.
func (Connecting) Status() string { return "connecting" }

// Status implements ConnectionState.
func (Connected) Status() string { return "connected" }

// Status implements ConnectionState.
func (Reconnecting) Status() string { return "reconnecting" }

// Status implements ConnectionState.
func (Closed) Status() string { return "closed" }

// Status implements ConnectionState.
func (Failed) Status() string { return "failed" }

func (Idle) isConnectionState()         {}
func (Connecting) isConnectionState()   {}
func (Connected) isConnectionState()    {}
func (Reconnecting) isConnectionState() {}
func (Closed) isConnectionState()       {}
func (Failed) isConnectionState()       {}
