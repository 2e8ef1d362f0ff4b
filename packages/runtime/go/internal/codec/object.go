package codec

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Object reads a JSON object in one pass: it calls member for each member, in their order, and what that does not read is checked and
// passed over. For what comes so often that encoding/json costs too much. Names and values are those of the text, good for the call.
func Object(text []byte, member func(name []byte, value *Value) error) error {
	r := &reader{data: text}
	value := Value{reader: r}
	err := r.members(func(name []byte) error {
		start := r.at
		if err := member(name, &value); err != nil {
			return err
		}
		if r.at == start {
			return r.skip()
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.skipSpace()
	if r.at != len(text) {
		return r.fail("something follows the JSON text")
	}
	return nil
}

// Value is a value of an object that Object reads. As with encoding/json, null leaves what is read into as it is.
type Value struct{ reader *reader }

// Text reads a string.
func (v *Value) Text(into *string) error {
	if v.reader.word("null") {
		return nil
	}
	text, err := v.reader.text()
	if err == nil {
		*into = string(text)
	}
	return err
}

// Integer reads an integer.
func (v *Value) Integer(into **int64) error {
	if v.reader.word("null") {
		return nil
	}
	text, err := v.reader.numberText()
	if err != nil {
		return err
	}
	integer, err := strconv.ParseInt(string(text), 10, 64)
	if err == nil {
		*into = &integer
	}
	return err
}

// Bool reads a boolean.
func (v *Value) Bool(into *bool) error {
	switch {
	case v.reader.word("true"):
		*into = true
	case v.reader.word("false"):
		*into = false
	case !v.reader.word("null"):
		return v.reader.fail("expected a boolean")
	}
	return nil
}

// Raw takes a copy of the value as it stands.
func (v *Value) Raw(into *json.RawMessage) error {
	raw, err := v.reader.raw()
	if err == nil {
		*into = bytes.Clone(raw)
	}
	return err
}

// Any reads the value by encoding/json.
func (v *Value) Any(into any) error {
	raw, err := v.reader.raw()
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}
