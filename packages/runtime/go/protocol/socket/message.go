package socket

import (
	"bytes"
	"encoding/json"
)

// Message is a message with its payload, or with what of it is known beforehand.
type Message struct {
	Name string `json:"name"`
	// Payload is JSON, or as it travels where the document says that it is text or bytes.
	Payload json.RawMessage `json:"payload"`
	// What the JSON says, once it was read.
	read any
}

// at gives what stands at a pointer; false: nothing.
func (m *Message) at(pointer string) (any, bool) {
	if m.read == nil {
		m.read = plain(m.Payload)
	}
	return valueAt(m.read, pointer)
}

// with gives a copy of the message in which something else stands at the pointer.
func (m Message) with(pointer string, value any) Message {
	if m.read == nil {
		m.read = plain(m.Payload)
	}
	m.read = withValueAt(m.read, pointer, value)
	m.Payload = encode(m.read)
	return m
}

// plain reads JSON into plain values; numbers keep their text. Nil for what is no JSON.
func plain(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

// encode writes plain values as JSON, without the escapes that only HTML needs.
func encode(value any) json.RawMessage {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// What was decoded is encoded without failing.
	_ = encoder.Encode(value)
	return bytes.TrimSuffix(text.Bytes(), []byte{'\n'})
}
