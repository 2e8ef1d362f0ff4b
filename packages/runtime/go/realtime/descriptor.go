package realtime

import (
	"encoding/json"
	"fmt"
	"regexp"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// EventDecoder reads the data of one event.
type EventDecoder[E any] func(data json.RawMessage) (E, error)

// Descriptor is one channel of a contract as data; generated code is made of these. E is the type of its events' data: an
// interface where there are several.
type Descriptor[E any] struct {
	// The contract's name of the channel.
	ID string
	// The channel's name, with {parameters}.
	Address string
	// How the data of each known event are read. Nil: any event may come, and E is json.RawMessage or an interface that it fits.
	Events map[string]EventDecoder[E]
	// Makes an E of the data of other events, where publishers bring events of their own. Nil: they go to OnUnknown.
	Unknown func(runtime.Unknown) E
}

// DecodeEvent reads the data of an event into a T, which it gives as E: by pointer, or by value where only that fits.
func DecodeEvent[E, T any](data json.RawMessage) (E, error) {
	value := new(T)
	var none E
	if err := json.Unmarshal(data, value); err != nil {
		return none, err
	}
	if event, ok := any(value).(E); ok {
		return event, nil
	}
	if event, ok := any(*value).(E); ok {
		return event, nil
	}
	return none, fmt.Errorf("%T is no %T", value, none)
}

// decoder makes the data of a message; known is false for an event that the contract does not name.
type decoder[E any] func(frame *protocol.MessageFrame) (data E, known bool, err error)

func (d Descriptor[E]) decode(frame *protocol.MessageFrame) (data E, known bool, err error) {
	if d.Events == nil {
		data, known = any(frame.Data).(E)
		return data, known, nil
	}
	decode, known := d.Events[frame.Event]
	switch {
	case known:
		data, err = decode(frame.Data)
	case d.Unknown != nil:
		return d.Unknown(runtime.Unknown{JSON: frame.Data}), true, nil
	}
	return data, known, err
}

func decodeNothing(frame *protocol.MessageFrame) (json.RawMessage, bool, error) {
	return frame.Data, true, nil
}

var parameterPattern = regexp.MustCompile(`\{([^}]+)\}`)

// channelName puts the parameters into a channel's address.
func channelName(address string, parameters map[string]string) (string, error) {
	var missing string
	name := parameterPattern.ReplaceAllStringFunc(address, func(place string) string {
		key := place[1 : len(place)-1]
		if parameters[key] == "" {
			missing = key
		}
		return parameters[key]
	})
	if missing != "" {
		return "", invalidConfiguration(fmt.Sprintf("The channel %s needs the parameter %s.", address, missing))
	}
	return name, nil
}
