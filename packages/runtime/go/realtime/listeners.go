package realtime

import (
	"encoding/json"
	"slices"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

// Direct is a message to this user or connection alone, which nobody has to subscribe to; or a gap among them.
type Direct struct {
	Message Message[json.RawMessage]
	// Nil unless messages are missing here.
	Gap *Gap
}

// Cast is a call by the server that wants no answer.
type Cast struct {
	Method string
	// A JSON object; nil if there are none.
	Params json.RawMessage
}

// Unknown is what this version does not know: a frame of another type; or a message whose event the contract of its channel
// does not name, or whose data do not fit.
type Unknown struct {
	// The type of the frame: "message" for a message.
	Type string
	// The frame as it came; nil for a message.
	Frame json.RawMessage
	// Nil for another frame.
	Message *Message[json.RawMessage]
	// Why the data of a message do not fit; nil if its event is not known.
	Err error
}

// listeners is who listens to what. Under the lock of the hub.
type listeners struct {
	states  list[protocol.ConnectionState]
	errors  list[error]
	direct  list[Direct]
	casts   list[Cast]
	unknown list[Unknown]
}

// list is the listeners of one kind of event. Each registration counts, also of the same function.
type list[Value any] struct{ all []*func(Value) }

func (l *list[Value]) add(listener func(Value)) *func(Value) {
	// A new list each time: the dispatcher may hold the one before.
	l.all = append(slices.Clone(l.all), &listener)
	return &listener
}

func (l *list[Value]) remove(listener *func(Value)) {
	l.all = slices.DeleteFunc(slices.Clone(l.all), func(each *func(Value)) bool { return each == listener })
}

func (l *list[Value]) tell(dispatcher *dispatcher, value Value) {
	if all := l.all; len(all) > 0 {
		dispatcher.call(func() {
			for _, listener := range all {
				(*listener)(value)
			}
		})
	}
}
