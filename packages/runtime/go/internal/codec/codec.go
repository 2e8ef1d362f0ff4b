// Package codec writes and reads JSON for generated types.
//
// A generated struct has exported fields with a `json` tag and a field `Extra map[string]json.RawMessage` that holds the members
// its schema does not name, so that what was read is written as it came. It differs from encoding/json in what fidelity needs:
//
//   - `omitzero` leaves out what is absent: nil pointers, slices and maps, and zero structs;
//   - a slice or map that is not optional is never null: nil is written as [] or {};
//   - `const:"…"` is the JSON that is written while the field has its zero value;
//   - null for a field that cannot be null is kept in Extra;
//   - names are compared as they are, with upper and lower case;
//   - a number that a type cannot hold is an error, never another number.
package codec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
)

// Nulls is implemented by types that tell null from a value by themselves.
type Nulls interface {
	TakesNull() bool
}

// Appender is implemented by types that write themselves as JSON behind what is there.
type Appender interface {
	AppendJSON(to []byte) ([]byte, error)
}

var (
	marshaler   = reflect.TypeFor[json.Marshaler]()
	unmarshaler = reflect.TypeFor[json.Unmarshaler]()
	appender    = reflect.TypeFor[Appender]()
	nulls       = reflect.TypeFor[Nulls]()
	extraType   = reflect.TypeFor[map[string]json.RawMessage]()
	rawType     = reflect.TypeFor[json.RawMessage]()
	numberType  = reflect.TypeFor[json.Number]()
)

var encoders, decoders sync.Map

// Marshal writes a value as JSON; of a pointer, what it points to, without copying it.
func Marshal(value any) ([]byte, error) {
	return Append(make([]byte, 0, 256), value)
}

// Append writes a value as JSON behind what is there.
func Append(to []byte, value any) ([]byte, error) {
	if value == nil {
		return append(to, "null"...), nil
	}
	v := reflect.ValueOf(value)
	return encoderOf(v.Type())(to, v)
}

// Unmarshal reads one JSON text into the value that into points to. What is in data is copied.
func Unmarshal(data []byte, into any) error {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("cannot read JSON into %T: it is no pointer", into)
	}
	r := reader{data: data}
	if err := decoderOf(v.Type().Elem())(&r, v.Elem()); err != nil {
		return err
	}
	r.skipSpace()
	if r.at != len(r.data) {
		return r.fail("something follows the JSON text")
	}
	return nil
}

// Member is one member of an object, by its name on the wire.
type Member struct {
	Name  string
	Value any
}

// AppendString writes a text as a JSON string behind what is there.
func AppendString(to []byte, text string) []byte { return appendString(to, text) }

// Members gives the members of a generated struct in the order of its fields, absent ones left out, those of Extra behind; false for
// every other value.
func Members(value any) ([]Member, bool) {
	v := reflect.Indirect(reflect.ValueOf(value))
	if !v.IsValid() || v.Kind() != reflect.Struct {
		return nil, false
	}
	plan, ok := planOf(v.Type())
	if !ok {
		return nil, false
	}
	var members []Member
	for i := range plan.fields {
		field := &plan.fields[i]
		if field.omitted(v.Field(field.index)) {
			continue
		}
		members = append(members, Member{field.name, field.valueOf(v.Field(field.index))})
	}
	extra := v.Field(plan.extra).Interface().(map[string]json.RawMessage)
	for _, name := range sortedKeys(extra) {
		var plain any
		if err := UnmarshalPlain(extra[name], &plain); err == nil {
			members = append(members, Member{name, plain})
		}
	}
	return members, true
}

// UnmarshalPlain reads JSON into plain values; numbers are json.Number, so that none changes.
func UnmarshalPlain(data []byte, into *any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// PlainMembers reads the members of a JSON object in their order.
func PlainMembers(data []byte) ([]Member, error) {
	var members []Member
	r := reader{data: data}
	err := r.members(func(name []byte) error {
		value, err := r.raw()
		if err != nil {
			return err
		}
		var plain any
		err = UnmarshalPlain(value, &plain)
		members = append(members, Member{string(name), plain})
		return err
	})
	return members, err
}
