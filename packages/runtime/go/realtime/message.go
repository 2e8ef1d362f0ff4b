package realtime

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Message is a message of a channel. Data is the event's data: of the type that the contract gives it, or as JSON.
type Message[E any] struct {
	Channel string
	// What happened; empty if the publisher named nothing.
	Event string
	Data  E
	// The data as they came; nil if there are none.
	Raw json.RawMessage
	// Its place in the channel's log. An offset of 0: it is in no log.
	Epoch  string
	Offset int64
	// By the server's clock; zero if it did not say.
	PublishedAt time.Time
	// Who published it; nil if the server did not say.
	From *protocol.Sender
	// Short texts for filters.
	Tags map[string]string
	// What the publisher called this publish.
	PublishID string
	// Whether it was missed or asked for by WithRewind, and came later than its time.
	Replay bool

	id string
}

// ID is the message's id, by which its copies in webhooks and history are known.
func (m Message[E]) ID() string {
	if m.id != "" || m.Offset == 0 {
		return m.id
	}
	return protocol.MessageIDOf(&protocol.MessageFrame{Offset: &m.Offset, Epoch: m.Epoch}, "")
}

// Position is its place in the channel's log, for WithSince; ok is false for what is in no log.
func (m Message[E]) Position() (position protocol.Position, ok bool) {
	return protocol.Position{Epoch: m.Epoch, Offset: m.Offset}, m.Offset != 0 && m.Epoch != ""
}

// Gap says that messages are missing here. Whoever keeps a state by messages reads it anew. In an iteration it comes as an error,
// after which the loop may go on.
type Gap struct {
	Channel string
	// The last position before; nil if there was none.
	From *protocol.Position
	// Where it goes on.
	To *protocol.Position
	// Why: the server no longer had them (history_exceeded), the log began anew (epoch_changed), the filter changed
	// (filter_changed), the server left them out as asked for (conflated), the authorisation does not permit the history
	// (history_forbidden), or this reader was too slow (buffer_exceeded). More may come.
	Reason string
}

// Error says that messages are missing, and why.
func (g *Gap) Error() string {
	return fmt.Sprintf("messages of %s are missing: %s", g.Channel, g.Reason)
}

func gapOf(frame *protocol.GapFrame) *Gap {
	return &Gap{Channel: frame.Channel, From: &frame.From, To: &frame.To, Reason: frame.Reason}
}

// messageOf makes a message of a frame. The epoch is that of the subscription, which the frame may leave out.
func messageOf[E any](frame *protocol.MessageFrame, epoch string, data E) Message[E] {
	message := Message[E]{
		Channel:   frame.Channel,
		Event:     frame.Event,
		Data:      data,
		Raw:       frame.Data,
		Epoch:     frame.Epoch,
		From:      frame.From,
		Tags:      frame.Tags,
		PublishID: frame.PublishID,
		Replay:    frame.Replay,
		id:        frame.MessageID,
	}
	if message.Epoch == "" {
		message.Epoch = epoch
	}
	if frame.Offset != nil {
		message.Offset = *frame.Offset
	}
	if frame.Time != nil {
		message.PublishedAt = time.UnixMilli(*frame.Time).UTC()
	}
	return message
}

func rawMessage(frame *protocol.MessageFrame, epoch string) Message[json.RawMessage] {
	return messageOf(frame, epoch, frame.Data)
}

// frameOfHistory makes the same frame of a message that was read from the history.
func frameOfHistory(message *protocol.Message) *protocol.MessageFrame {
	frame := &protocol.MessageFrame{
		Channel:   message.Channel,
		Event:     message.Event,
		Data:      message.Data,
		Epoch:     message.Epoch,
		Offset:    &message.Offset,
		MessageID: message.ID,
		From:      &message.From,
		Tags:      message.Tags,
		Replay:    true,
	}
	if message.PublishID != nil {
		frame.PublishID = *message.PublishID
	}
	if published, err := time.Parse(time.RFC3339, message.PublishedAt); err == nil {
		milliseconds := published.UnixMilli()
		frame.Time = &milliseconds
	}
	return frame
}
