package protocol

import (
	"encoding/json"
	"time"
)

// Command is what the application wants. Requests and subscriptions are numbers that the driver chooses, each once in the
// life of a session; what becomes of them is told under the same number, exactly once for a request. One of ConnectCommand,
// DisconnectCommand, CloseCommand, SubscribeCommand, UnsubscribeCommand, HoldCommand, LetGoCommand, AskCommand, CastCommand,
// CancelCommand.
type Command interface{ isCommand() }

// ConnectCommand begins to connect, if nothing did yet.
type ConnectCommand struct{}

// DisconnectCommand lets go of the connection until ConnectCommand: subscriptions keep their positions, publishes wait, also
// those that are unanswered, and the server keeps the session for its window. Nothing else connects meanwhile.
type DisconnectCommand struct{}

// CloseCommand ends the session for good: everything open is settled, the server is told.
type CloseCommand struct{}

// SubscribeOptions says how a subscription is asked for, beside its channel: the members of the frame.
type SubscribeOptions struct {
	Token      string
	Since      *Position
	Rewind     *ChannelRewind
	Mode       []string
	Filter     json.RawMessage
	Policy     string
	ConflateMs *int64
	ReturnMode string
}

// SubscribeCommand subscribes to a channel.
type SubscribeCommand struct {
	Subscription int
	Channel      string
	Options      SubscribeOptions
}

// UnsubscribeCommand ends a subscription.
type UnsubscribeCommand struct{ Subscription int }

// HoldCommand lets what the application asks of this channel wait, in its order, until everyone who holds it has let go:
// while the authorisation that it needs is being renewed. What goes to other channels does not wait for it.
type HoldCommand struct{ Channel string }

// LetGoCommand takes one HoldCommand back.
type LetGoCommand struct{ Channel string }

// AskCommand publishes, reads the history, changes presence or calls a method. A ping measures the round trip and fails at
// once while not connected.
type AskCommand struct {
	Request int
	// A *PublishFrame, *PresenceRequest, *HistoryFrame, *RequestFrame or *PingFrame. The session gives it its ID, and a publish
	// without a PublishID one of those too. It must not be changed any more.
	Body ClientFrame
	// The size of the encoded frame, for the bounds of the queue.
	Bytes int
	// Gives up after so long, wherever it is; 0: never.
	Timeout time.Duration
}

// CastCommand is sent if connected and dropped otherwise: nobody waits for it.
type CastCommand struct {
	Method string
	Params json.RawMessage
}

// CancelCommand: the application no longer waits for a request. A publish that was sent may still be published.
type CancelCommand struct{ Request int }

func (ConnectCommand) isCommand()     {}
func (DisconnectCommand) isCommand()  {}
func (CloseCommand) isCommand()       {}
func (SubscribeCommand) isCommand()   {}
func (UnsubscribeCommand) isCommand() {}
func (HoldCommand) isCommand()        {}
func (LetGoCommand) isCommand()       {}
func (AskCommand) isCommand()         {}
func (CastCommand) isCommand()        {}
func (CancelCommand) isCommand()      {}
