// Package codec writes and reads JSON for generated types.
//
// A generated struct has exported fields with a `json` tag and a field `Extra map[string]json.RawMessage` that holds the members
// its schema does not name, so that what was read is written as it came. It differs from encoding/json in what fidelity needs:
//
//   - `omitzero` leaves out what is absent: nil pointers, slices and maps, and zero structs;
//   - a slice or map that is not optional is never null: nil is written as [] or {};
//   - `const:"…"` is the JSON that is written while the field has its zero value;
//   - null for a field that cannot be null is kept in Extra;
//   - so is a number with more digits than a float64 holds, and written again until its field is changed;
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

// Exact is implemented by types that hold others and tell whether all digits of those were kept.
type Exact interface {
	UnmarshalExact(data []byte) (exact bool, err error)
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
	exactType   = reflect.TypeFor[Exact]()
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
	_, err := UnmarshalExact(data, into)
	return err
}

// UnmarshalExact is Unmarshal, and tells whether all digits of numbers were kept.
func UnmarshalExact(data []byte, into any) (exact bool, err error) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return false, fmt.Errorf("cannot read JSON into %T: it is no pointer", into)
	}
	r := reader{data: data}
	if err := decoderOf(v.Type().Elem())(&r, v.Elem()); err != nil {
		return false, err
	}
	r.skipSpace()
	if r.at != len(r.data) {
		return false, r.fail("something follows the JSON text")
	}
	return !r.rounded, nil
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
	extra := v.Field(plan.extra).Interface().(map[string]json.RawMessage)
	for i := range plan.fields {
		field := &plan.fields[i]
		if kept, ok := extra[field.name]; ok && field.keeps(kept, v.Field(field.index)) {
			var plain any
			if err := UnmarshalPlain(kept, &plain); err == nil {
				members = append(members, Member{field.name, plain})
			}
			continue
		}
		if field.omitted(v.Field(field.index)) {
			continue
		}
		members = append(members, Member{field.name, field.valueOf(v.Field(field.index))})
	}
	for _, name := range sortedKeys(extra) {
		if _, known := plan.byName[name]; known {
			continue
		}
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
