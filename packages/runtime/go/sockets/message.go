package sockets

import (
	"fmt"
	"reflect"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
)

// Message is a message that came.
type Message[P any] struct {
	// Name is the document's name of it; unknown if the document names none like it.
	Name string
	// Payload has the type that the document gives the message. What the document does not know, or what does not fit, is an
	// *UnknownMember of the generated package.
	Payload P
	// Data is the payload as it came: JSON, or text or bytes where the document says so.
	Data []byte
	// Err says why the payload does not fit the type that the document gives it; nil if it fits.
	Err error
}

// Decoder reads the payload of one message.
type Decoder[P any] func(data []byte) (P, error)

// Descriptor is one socket of a document as data; generated code is made of these. P is the type of the payloads of what comes: an
// interface where there are several.
type Descriptor[P any] struct {
	// JSON is a socket.Descriptor.
	JSON string
	// Payloads has what reads the payload of each message, by its name.
	Payloads map[string]Decoder[P]
	// Unknown makes a P of anything else.
	Unknown func(runtime.Unknown) P
}

func (d Descriptor[P]) read(message *socket.Message) Message[P] {
	made := Message[P]{Name: message.Name, Data: message.Payload}
	if decode, ok := d.Payloads[message.Name]; ok {
		if made.Payload, made.Err = decode(message.Payload); made.Err == nil {
			return made
		}
	}
	made.Payload = d.Unknown(runtime.Unknown{JSON: message.Payload})
	return made
}

// DecodeJSON reads a payload into a T, which it gives as P: structs by pointer, all others by value.
func DecodeJSON[P, T any](data []byte) (P, error) {
	value := new(T)
	var none P
	if err := codec.Unmarshal(data, value); err != nil {
		return none, err
	}
	given := any(value)
	if reflect.TypeFor[T]().Kind() != reflect.Struct {
		given = any(*value)
	}
	if payload, ok := given.(P); ok || given == nil {
		return payload, nil
	}
	return none, fmt.Errorf("%T is no payload of this socket", given)
}
