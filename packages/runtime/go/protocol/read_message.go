package protocol

import "github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"

// readMessage reads the frame of a message in one pass: nearly all frames are messages, and encoding/json reads them in two passes
// and by reflection, which costs four times as much.
func readMessage(line []byte) (ServerFrame, error) {
	frame := new(MessageFrame)
	err := codec.Object(line, func(name []byte, value *codec.Value) error {
		return frame.read(string(name), value)
	})
	if err != nil {
		return nil, errNotJSON
	}
	return frame, nil
}

func (f *MessageFrame) read(name string, value *codec.Value) error {
	switch name {
	case "channel":
		return value.Text(&f.Channel)
	case "subscription":
		return value.Integer(&f.Subscription)
	case "epoch":
		return value.Text(&f.Epoch)
	case "offset":
		return value.Integer(&f.Offset)
	case "previous":
		return value.Integer(&f.Previous)
	case "event":
		return value.Text(&f.Event)
	case "data":
		return value.Raw(&f.Data)
	case "messageId":
		return value.Text(&f.MessageID)
	case "time":
		return value.Integer(&f.Time)
	case "from":
		return value.Any(&f.From)
	case "tags":
		return value.Any(&f.Tags)
	case "publishId":
		return value.Text(&f.PublishID)
	case "replay":
		return value.Bool(&f.Replay)
	}
	return nil
}
