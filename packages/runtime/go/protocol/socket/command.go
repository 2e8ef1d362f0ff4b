package socket

import "time"

// Command is what the application asks of a socket.
type Command interface{ isCommand() }

// ConnectCommand connects, if nothing did yet.
type ConnectCommand struct{}

// SendCommand sends a message; a SettleEffect with its number follows.
type SendCommand struct {
	ID      int
	Message Message
	// Bytes is how much of the queue's bounds it takes.
	Bytes int
	// Reply settles it when it is answered.
	Reply bool
	// Restoring: it belongs to what is sent before all else.
	Restoring bool
	// Timeout is 0 if it may take any time.
	Timeout time.Duration
}

// CancelCommand says that nobody waits for a message any more; what was not sent is not.
type CancelCommand struct{ ID int }

// SubscribeCommand subscribes with the payload of the message that the document names for that.
type SubscribeCommand struct {
	Subscription int
	Payload      []byte
}

// UnsubscribeCommand ends a subscription.
type UnsubscribeCommand struct{ Subscription int }

// AcknowledgeCommand says that a message with an acknowledgement was handled.
type AcknowledgeCommand struct {
	Connection int
	Message    Message
}

// CloseCommand closes the socket for good.
type CloseCommand struct{}

func (ConnectCommand) isCommand()     {}
func (SendCommand) isCommand()        {}
func (CancelCommand) isCommand()      {}
func (SubscribeCommand) isCommand()   {}
func (UnsubscribeCommand) isCommand() {}
func (AcknowledgeCommand) isCommand() {}
func (CloseCommand) isCommand()       {}
