package socket

import (
	"encoding/json"
	"slices"
)

// UnknownName is the name of what no rule tells.
const UnknownName = "unknown"

// Recognise tells a message that came by the first rule that holds. Text that is JSON is read as such; other text is a JSON string,
// unless a rule takes it as text; bytes are themselves. What no rule tells has the name unknown, and known is false.
func Recognise(rules []Rule, data []byte, binary bool) (message Message, known bool) {
	message = Message{Name: UnknownName, Payload: data}
	if !binary {
		message = readText(data)
	}
	for index := range rules {
		rule := &rules[index]
		switch {
		case rule.Codec != "":
			if binary == (rule.Codec == Bytes) {
				return Message{Name: rule.Name, Payload: data}, true
			}
		case !binary && rule.holds(message.read):
			message.Name = rule.Name
			return message, true
		}
	}
	return message, false
}

func readText(data []byte) Message {
	if json.Valid(data) {
		return Message{Name: UnknownName, Payload: data, read: plain(data)}
	}
	text := string(data)
	return Message{Name: UnknownName, Payload: encode(text), read: text}
}

func (r *Rule) holds(payload any) bool {
	if r.Type != "" && r.Type != typeOf(payload) {
		return false
	}
	for pointer, constant := range r.Is {
		if value, ok := valueAt(payload, pointer); !ok || keyOf(value) != keyOf(plain(constant)) {
			return false
		}
	}
	return !slices.ContainsFunc(r.Has, func(pointer string) bool {
		_, ok := valueAt(payload, pointer)
		return !ok
	})
}

func typeOf(value any) string {
	switch value.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "boolean"
	}
	return "null"
}
