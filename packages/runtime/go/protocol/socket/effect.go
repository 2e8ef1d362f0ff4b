package socket

import (
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Effect is what the driver does for a socket, in the order given.
type Effect interface{ isEffect() }

// OpenEffect opens a connection, with this added to the query and the headers; OpenedInput or ClosedInput answers. There is never
// more than one.
type OpenEffect struct {
	Connection int
	Query      map[string]string
	Header     map[string]string
}

// SendEffect sends a message.
type SendEffect struct {
	Connection int
	Message    Message
}

// PingEffect sends a ping of the WebSocket protocol.
type PingEffect struct{ Connection int }

// CloseEffect closes the connection and forgets it: nothing of it is reported any more.
type CloseEffect struct {
	Connection int
	Code       int
	Reason     string
}

// RestoreEffect runs what the application restores by; RestoredInput or RestoreFailedInput answers.
type RestoreEffect struct{ Connection int }

// FetchTokenEffect gets a token; TokenInput or TokenFailedInput answers.
type FetchTokenEffect struct{}

// WakeEffect asks for a Tick at this time, in place of any asked for before; zero: for none.
type WakeEffect struct{ At time.Time }

// MessageEffect: a message came, for the subscriptions named and whoever reads all.
type MessageEffect struct {
	Connection    int
	Message       Message
	Subscriptions []int
	// Acknowledge is to be given back when it was handled; nil: nothing is.
	Acknowledge *Message
}

// SettleEffect: this is how a message that was sent fared.
type SettleEffect struct {
	ID int
	// Reply is nil unless it was answered.
	Reply *Message
	// Err is nil if it left, was acknowledged, or was answered.
	Err *protocol.Error
}

// StateEffect: the socket is in another state.
type StateEffect struct{ State State }

func (OpenEffect) isEffect()       {}
func (SendEffect) isEffect()       {}
func (PingEffect) isEffect()       {}
func (CloseEffect) isEffect()      {}
func (RestoreEffect) isEffect()    {}
func (FetchTokenEffect) isEffect() {}
func (WakeEffect) isEffect()       {}
func (MessageEffect) isEffect()    {}
func (SettleEffect) isEffect()     {}
func (StateEffect) isEffect()      {}
