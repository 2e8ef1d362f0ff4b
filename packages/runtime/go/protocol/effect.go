package protocol

import "time"

// Effect is what the driver does for the session, in this order. The session has no socket, timer or clock of its own: it
// asks. Transports of a session are numbered from 1; what concerns an older one is dropped. One of OpenEffect, SendEffect,
// CloseEffect, FetchTokenEffect, WakeEffect, EmitEffect.
type Effect interface{ isEffect() }

// OpenEffect: open a transport and report OpenedInput, or ClosedInput if that fails. There is never more than one.
type OpenEffect struct {
	Transport int
	// Where to instead of the usual address; empty: the usual one.
	URL string
}

// SendEffect: send a frame. Frames of one batch of effects may travel together.
type SendEffect struct {
	Transport int
	Frame     ClientFrame
}

// CloseEffect: close the transport and forget it. Nothing of it is reported any more, and nobody waits for it.
type CloseEffect struct {
	Transport int
	Code      int
	Reason    string
}

// FetchTokenEffect: get a token and report TokenInput or TokenFailedInput.
type FetchTokenEffect struct {
	// The last one was refused or runs out, no cached one will do.
	Fresh bool
}

// WakeEffect: call Tick at this time, in place of any time asked for before. Zero: not at all.
type WakeEffect struct{ At time.Time }

// EmitEffect: tell the application.
type EmitEffect struct{ Event SessionEvent }

func (OpenEffect) isEffect()       {}
func (SendEffect) isEffect()       {}
func (CloseEffect) isEffect()      {}
func (FetchTokenEffect) isEffect() {}
func (WakeEffect) isEffect()       {}
func (EmitEffect) isEffect()       {}
