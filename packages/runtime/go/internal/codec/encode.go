package codec

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

type encodeFunc func(to []byte, v reflect.Value) ([]byte, error)

func encoderOf(t reflect.Type) encodeFunc {
	if known, ok := encoders.Load(t); ok {
		return known.(encodeFunc)
	}
	made, _ := encoders.LoadOrStore(t, makeEncoder(t))
	return made.(encodeFunc)
}

// lazyEncoder finds the encoder when it is first needed: types refer to each other in circles.
func lazyEncoder(t reflect.Type) encodeFunc {
	return func(to []byte, v reflect.Value) ([]byte, error) { return encoderOf(t)(to, v) }
}

func makeEncoder(t reflect.Type) encodeFunc {
	if plan, ok := planOf(t); ok {
		return plan.encode
	}
	if t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(appender) {
		return encodeAppender
	}
	if t.Implements(marshaler) && t.Kind() != reflect.Interface && !generatedPointer(t) {
		return encodeMarshaler
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(to []byte, v reflect.Value) ([]byte, error) { return strconv.AppendBool(to, v.Bool()), nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(to []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(to, v.Int(), 10), nil }
	case reflect.Float64:
		return encodeFloat
	case reflect.String:
		if t == numberType {
			return encodeOther
		}
		return func(to []byte, v reflect.Value) ([]byte, error) { return appendString(to, v.String()), nil }
	case reflect.Pointer:
		return encodePointer(lazyEncoder(t.Elem()))
	case reflect.Interface:
		return encodeInterface
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return encodeOther
		}
		return encodeSlice(lazyEncoder(t.Elem()))
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			return encodeOther
		}
		return encodeMap(lazyEncoder(t.Elem()))
	default:
		return encodeOther
	}
}

// generatedPointer tells whether t points to a generated struct, whose method would only come back here.
func generatedPointer(t reflect.Type) bool {
	if t.Kind() != reflect.Pointer {
		return false
	}
	_, ok := planOf(t.Elem())
	return ok
}

func encodeAppender(to []byte, v reflect.Value) ([]byte, error) {
	if !v.CanAddr() {
		own := reflect.New(v.Type()).Elem()
		own.Set(v)
		v = own
	}
	return v.Addr().Interface().(Appender).AppendJSON(to)
}

func encodeMarshaler(to []byte, v reflect.Value) ([]byte, error) {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return append(to, "null"...), nil
	}
	data, err := v.Interface().(json.Marshaler).MarshalJSON()
	return append(to, data...), err
}

func encodeOther(to []byte, v reflect.Value) ([]byte, error) {
	data, err := json.Marshal(v.Interface())
	return append(to, data...), err
}

func encodeFloat(to []byte, v reflect.Value) ([]byte, error) {
	number := v.Float()
	if math.IsNaN(number) || math.IsInf(number, 0) {
		return to, fmt.Errorf("%v is no JSON number", number)
	}
	format := byte('f')
	if size := math.Abs(number); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(to, number, format, -1, 64), nil
}

func encodePointer(encode encodeFunc) encodeFunc {
	return func(to []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return append(to, "null"...), nil
		}
		return encode(to, v.Elem())
	}
}

func encodeInterface(to []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(to, "null"...), nil
	}
	return encoderOf(v.Elem().Type())(to, v.Elem())
}

func encodeSlice(encode encodeFunc) encodeFunc {
	return func(to []byte, v reflect.Value) ([]byte, error) {
		var err error
		to = append(to, '[')
		for i := range v.Len() {
			if i > 0 {
				to = append(to, ',')
			}
			if to, err = encode(to, v.Index(i)); err != nil {
				return to, err
			}
		}
		return append(to, ']'), nil
	}
}

func encodeMap(encode encodeFunc) encodeFunc {
	return func(to []byte, v reflect.Value) ([]byte, error) {
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int {
			if a.String() < b.String() {
				return -1
			}
			return 1
		})
		var err error
		to = append(to, '{')
		for i, key := range keys {
			if i > 0 {
				to = append(to, ',')
			}
			to = append(appendString(to, key.String()), ':')
			if to, err = encode(to, v.MapIndex(key)); err != nil {
				return to, err
			}
		}
		return append(to, '}'), nil
	}
}

func (p *plan) encode(to []byte, v reflect.Value) ([]byte, error) {
	extra := v.Field(p.extra).Interface().(map[string]json.RawMessage)
	to = append(to, '{')
	first := len(to)
	for i := range p.fields {
		f := &p.fields[i]
		value := v.Field(f.index)
		kept, isKept := extra[f.name]
		isKept = isKept && f.keeps(kept, value)
		if !isKept && f.omitted(value) {
			continue
		}
		if len(to) > first {
			to = append(to, ',')
		}
		to = append(to, f.key...)
		if isKept {
			to = append(to, kept...)
			continue
		}
		if f.constant != nil && value.IsZero() {
			to = append(to, f.constant...)
			continue
		}
		var err error
		if to, err = f.encode(to, value); err != nil {
			return to, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	for _, name := range sortedKeys(extra) {
		if _, known := p.byName[name]; known {
			continue
		}
		if len(to) > first {
			to = append(to, ',')
		}
		to = append(append(appendString(to, name), ':'), extra[name]...)
	}
	return append(to, '}'), nil
}

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string (RFC 8259 section 7). What is no UTF-8 becomes U+FFFD.
func appendString(to []byte, text string) []byte {
	to = append(to, '"')
	start := 0
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if b >= ' ' && b != '"' && b != '\\' {
				i++
				continue
			}
			to = append(to, text[start:i]...)
			switch b {
			case '"', '\\':
				to = append(to, '\\', b)
			case '\n':
				to = append(to, '\\', 'n')
			case '\r':
				to = append(to, '\\', 'r')
			case '\t':
				to = append(to, '\\', 't')
			default:
				to = append(to, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			to = append(append(to, text[start:i]...), "\ufffd"...)
			i++
			start = i
			continue
		}
		i += size
	}
	return append(append(to, text[start:]...), '"')
}
