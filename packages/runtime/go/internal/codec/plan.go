package codec

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// plan is how the fields of one generated struct are written and read.
type plan struct {
	fields []field
	byName map[string]int
	// extra is the index of the field Extra.
	extra int
}

type field struct {
	name     string
	index    int
	omitZero bool
	constant []byte
	nullable bool
	key      []byte
	encode   encodeFunc
	decode   decodeFunc
}

var plans sync.Map

// planOf gives the plan of a generated struct; false for types that are none.
func planOf(t reflect.Type) (*plan, bool) {
	if known, ok := plans.Load(t); ok {
		p := known.(*plan)
		return p, p != nil
	}
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	extra, ok := t.FieldByName("Extra")
	if !ok || extra.Type != extraType || len(extra.Index) != 1 {
		plans.Store(t, (*plan)(nil))
		return nil, false
	}
	made := makePlan(t, extra.Index[0])
	known, _ := plans.LoadOrStore(t, made)
	return known.(*plan), true
}

func makePlan(t reflect.Type, extra int) *plan {
	p := &plan{byName: make(map[string]int, t.NumField()), extra: extra}
	for i := range t.NumField() {
		f := t.Field(i)
		if i == extra || !f.IsExported() {
			continue
		}
		name, flags, _ := strings.Cut(f.Tag.Get("json"), ",")
		if other, ok := f.Tag.Lookup("name"); ok {
			name = other
		}
		made := field{
			name:     name,
			index:    i,
			omitZero: strings.Contains(flags, "omitzero"),
			nullable: takesNull(f.Type),
			key:      append(appendString(nil, name), ':'),
			encode:   lazyEncoder(f.Type),
			decode:   lazyDecoder(f.Type),
		}
		if constant, ok := f.Tag.Lookup("const"); ok {
			made.constant = []byte(constant)
		}
		p.byName[name] = len(p.fields)
		p.fields = append(p.fields, made)
	}
	return p
}

// omitted tells whether a field's value stands for an absent member.
func (f *field) omitted(v reflect.Value) bool {
	return f.omitZero && v.IsZero()
}

// valueOf gives what is written for a field: the constant while it has its zero value.
func (f *field) valueOf(v reflect.Value) any {
	if f.constant != nil && v.IsZero() {
		var plain any
		if err := UnmarshalPlain(f.constant, &plain); err == nil {
			return plain
		}
	}
	return v.Interface()
}

// keeps tells whether a field still has the value that it was read from the text with, which then says more: null for what cannot be
// null, or all digits of a number. What the field could not be read from says more while there is nothing in the field.
func (f *field) keeps(text []byte, v reflect.Value) bool {
	if string(text) == "null" {
		return v.IsZero()
	}
	read := reflect.New(v.Type())
	if err := Unmarshal(text, read.Interface()); err != nil {
		return v.IsZero()
	}
	return reflect.DeepEqual(read.Elem().Interface(), v.Interface())
}

func takesNull(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface:
		return true
	default:
		return t == rawType || reflect.PointerTo(t).Implements(nulls)
	}
}

func sortedKeys(m map[string]json.RawMessage) []string {
	if len(m) == 0 {
		return nil
	}
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
