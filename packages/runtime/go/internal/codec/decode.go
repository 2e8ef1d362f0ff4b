package codec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

type decodeFunc func(r *reader, v reflect.Value) error

func decoderOf(t reflect.Type) decodeFunc {
	if known, ok := decoders.Load(t); ok {
		return known.(decodeFunc)
	}
	made, _ := decoders.LoadOrStore(t, makeDecoder(t))
	return made.(decodeFunc)
}

func lazyDecoder(t reflect.Type) decodeFunc {
	return func(r *reader, v reflect.Value) error { return decoderOf(t)(r, v) }
}

func makeDecoder(t reflect.Type) decodeFunc {
	if plan, ok := planOf(t); ok {
		return plan.decode
	}
	if t == rawType {
		return decodeRaw
	}
	if reflect.PointerTo(t).Implements(exactType) {
		return decodeExact
	}
	if reflect.PointerTo(t).Implements(unmarshaler) {
		return decodeUnmarshaler
	}
	switch t.Kind() {
	case reflect.Bool:
		return decodeBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return decodeInt
	case reflect.Float64:
		return decodeFloat
	case reflect.String:
		if t == numberType {
			return decodeOther
		}
		return decodeString
	case reflect.Pointer:
		return decodePointer(t.Elem(), lazyDecoder(t.Elem()))
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return decodePlain
		}
		return decodeOther
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return decodeOther
		}
		return decodeSlice(t, lazyDecoder(t.Elem()))
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			return decodeOther
		}
		return decodeMap(t, lazyDecoder(t.Elem()))
	default:
		return decodeOther
	}
}

func decodeRaw(r *reader, v reflect.Value) error {
	data, err := r.raw()
	v.SetBytes(slices.Clone(data))
	return err
}

func decodeExact(r *reader, v reflect.Value) error {
	data, err := r.raw()
	if err != nil {
		return err
	}
	exact, err := v.Addr().Interface().(Exact).UnmarshalExact(data)
	r.rounded = r.rounded || !exact
	return err
}

func decodeUnmarshaler(r *reader, v reflect.Value) error {
	data, err := r.raw()
	if err != nil {
		return err
	}
	return v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(data)
}

func decodeOther(r *reader, v reflect.Value) error {
	data, err := r.raw()
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v.Addr().Interface())
}

func decodePlain(r *reader, v reflect.Value) error {
	data, err := r.raw()
	if err != nil {
		return err
	}
	var plain any
	if err := UnmarshalPlain(data, &plain); err != nil {
		return err
	}
	if plain == nil {
		v.SetZero()
	} else {
		v.Set(reflect.ValueOf(plain))
	}
	return nil
}

func decodeBool(r *reader, v reflect.Value) error {
	switch {
	case r.word("true"):
		v.SetBool(true)
	case r.word("false"):
		v.SetBool(false)
	case r.word("null"):
		v.SetBool(false)
	default:
		return r.fail("expected a boolean")
	}
	return nil
}

func decodeInt(r *reader, v reflect.Value) error {
	if r.word("null") {
		v.SetInt(0)
		return nil
	}
	text, err := r.number()
	if err != nil {
		return err
	}
	number, err := strconv.ParseInt(text, 10, v.Type().Bits())
	if err != nil {
		return r.fail(text + " is no integer of " + strconv.Itoa(v.Type().Bits()) + " bits")
	}
	v.SetInt(number)
	return nil
}

func decodeFloat(r *reader, v reflect.Value) error {
	if r.word("null") {
		v.SetFloat(0)
		return nil
	}
	text, err := r.number()
	if err != nil {
		return err
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return r.fail(text + " is out of range")
	}
	r.rounded = r.rounded || isRounded(text, number)
	v.SetFloat(number)
	return nil
}

func decodeString(r *reader, v reflect.Value) error {
	if r.word("null") {
		v.SetString("")
		return nil
	}
	text, err := r.text()
	v.SetString(string(text))
	return err
}

func decodePointer(t reflect.Type, decode decodeFunc) decodeFunc {
	return func(r *reader, v reflect.Value) error {
		if r.word("null") {
			v.SetZero()
			return nil
		}
		made := reflect.New(t)
		if err := decode(r, made.Elem()); err != nil {
			return err
		}
		v.Set(made)
		return nil
	}
}

func decodeSlice(t reflect.Type, decode decodeFunc) decodeFunc {
	return func(r *reader, v reflect.Value) error {
		if r.word("null") {
			v.SetZero()
			return nil
		}
		length := 0
		v.Set(reflect.MakeSlice(t, 0, 4))
		return r.elements(func() error {
			if length == v.Cap() {
				v.Grow(length)
			}
			v.SetLen(length + 1)
			length++
			return decode(r, v.Index(length-1))
		})
	}
}

func decodeMap(t reflect.Type, decode decodeFunc) decodeFunc {
	return func(r *reader, v reflect.Value) error {
		if r.word("null") {
			v.SetZero()
			return nil
		}
		v.Set(reflect.MakeMap(t))
		return r.members(func(name []byte) error {
			value := reflect.New(t.Elem()).Elem()
			if err := decode(r, value); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(string(name)).Convert(t.Key()), value)
			return nil
		})
	}
}

func (p *plan) decode(r *reader, v reflect.Value) error {
	if r.word("null") {
		v.SetZero()
		return nil
	}
	var extra map[string]json.RawMessage
	keep := func(name, data []byte) {
		if extra == nil {
			extra = make(map[string]json.RawMessage)
		}
		extra[string(name)] = slices.Clone(data)
	}
	v.SetZero()
	err := r.members(func(name []byte) error {
		at, known := p.byName[string(name)]
		if !known {
			data, err := r.raw()
			keep(name, data)
			return err
		}
		f := &p.fields[at]
		if !f.nullable && r.peek() == 'n' && r.word("null") {
			keep(name, []byte("null"))
			return nil
		}
		r.skipSpace()
		start, outside := r.at, r.rounded
		r.rounded = false
		if err := f.decode(r, v.Field(f.index)); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if r.rounded {
			keep(name, r.data[start:r.at])
		}
		r.rounded = outside
		return nil
	})
	if extra != nil {
		v.Field(p.extra).Set(reflect.ValueOf(extra))
	}
	return err
}
