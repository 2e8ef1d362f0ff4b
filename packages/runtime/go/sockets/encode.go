package sockets

import (
	"fmt"
	"maps"
	"slices"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
)

// encode makes a message as it travels: JSON, text or bytes, as the document says by its content type. Fails for one that may not be
// sent.
func encode(descriptor *socket.Descriptor, name string, payload any) (socket.Message, error) {
	message := socket.Message{Name: name}
	if _, ok := descriptor.Sends[name]; !ok {
		return message, notSent(descriptor, name, "sent", slices.Sorted(maps.Keys(descriptor.Sends)))
	}
	var err error
	switch descriptor.Sends[name].Codec {
	case socket.Text:
		text, ok := payload.(string)
		if !ok {
			err = fmt.Errorf("it is text, and %T is no string", payload)
		}
		message.Payload = []byte(text)
	case socket.Bytes:
		data, ok := payload.([]byte)
		if !ok {
			err = fmt.Errorf("it is binary, and %T is no []byte", payload)
		}
		message.Payload = data
	default:
		message.Payload, err = codec.Marshal(payload)
	}
	if err != nil {
		return message, invalidRequest(name, err)
	}
	return message, nil
}
