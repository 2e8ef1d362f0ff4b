package protocol

import "encoding/json"

// SessionEvent is what the application is told: the types of this file that end in Event.
type SessionEvent interface{ isSessionEvent() }

// StateEvent: the connection's state changed.
type StateEvent struct{ State, Previous ConnectionState }

// SubscriptionEvent: the state of a subscription changed.
type SubscriptionEvent struct {
	Subscription int
	State        SubscriptionState
}

// MessageEvent: a message. In order, each once: behind a GapEvent something is missing, and never otherwise.
type MessageEvent struct {
	Subscription int
	Frame        *MessageFrame
}

// GapEvent: messages are missing here.
type GapEvent struct {
	Subscription int
	Frame        *GapFrame
}

// LiveEvent: what follows on this subscription is live. Everything missed was replayed, or its loss told.
type LiveEvent struct{ Subscription int }

// DirectEvent: a message to the user or the connection alone, of the channel that nobody has to subscribe to.
type DirectEvent struct{ Frame *MessageFrame }

// DirectGapEvent: such messages are missing here.
type DirectGapEvent struct{ Frame *GapFrame }

// PresenceSyncEvent: the whole presence of a channel, put together from its pages.
type PresenceSyncEvent struct {
	Channel string
	Members []PresenceMember
	Version int64
}

// PresenceEvent: a member entered, changed or left.
type PresenceEvent struct{ Frame *PresenceFrame }

// SettledEvent: what became of a request, once.
type SettledEvent struct {
	Request int
	Outcome Outcome
}

// CastEvent: a call by the server that wants no answer.
type CastEvent struct{ Frame *CastFrame }

// ErrorEvent: something failed that no request waits for. The session goes on.
type ErrorEvent struct{ Err *Error }

// UnknownEvent: a frame of a type that this version does not know.
type UnknownEvent struct{ Frame *UnknownFrame }

func (StateEvent) isSessionEvent()        {}
func (SubscriptionEvent) isSessionEvent() {}
func (MessageEvent) isSessionEvent()      {}
func (GapEvent) isSessionEvent()          {}
func (LiveEvent) isSessionEvent()         {}
func (DirectEvent) isSessionEvent()       {}
func (DirectGapEvent) isSessionEvent()    {}
func (PresenceSyncEvent) isSessionEvent() {}
func (PresenceEvent) isSessionEvent()     {}
func (SettledEvent) isSessionEvent()      {}
func (CastEvent) isSessionEvent()         {}
func (ErrorEvent) isSessionEvent()        {}
func (UnknownEvent) isSessionEvent()      {}

// Outcome says how a request ended. One of Succeeded, Refused, Unknown.
type Outcome interface{ isOutcome() }

// Succeeded: it was carried out.
type Succeeded struct {
	// The ok frame as it came; nil for a ping.
	Frame json.RawMessage
}

// Refused: it surely changed nothing.
type Refused struct{ Err *Error }

// Unknown: it was sent, and whether it was carried out cannot be told. For a publish, publishing again with the same PublishID
// finds out.
type Unknown struct{ Err *Error }

func (Succeeded) isOutcome() {}
func (Refused) isOutcome()   {}
func (Unknown) isOutcome()   {}
