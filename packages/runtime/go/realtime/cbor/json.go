package cbor

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strconv"

	"github.com/fxamacker/cbor/v2"
)

// Deeper values are refused: what is so deep is a cycle or an attack.
const mostDepth = 128

var (
	encoding = must(cbor.EncOptions{Sort: cbor.SortBytewiseLexical, ShortestFloat: cbor.ShortestFloat16}.EncMode())
	decoding = must(cbor.DecOptions{
		DefaultMapType:  reflect.TypeFor[map[string]any](),
		DupMapKey:       cbor.DupMapKeyEnforcedAPF,
		MaxNestedLevels: mostDepth,
		SimpleValues:    onlyJSON(),
		TagsMd:          cbor.TagsForbidden,
	}.DecMode())
)

// onlyJSON refuses simple values but false, true, null and undefined, which is null.
func onlyJSON() *cbor.SimpleValueRegistry {
	var rejected []func(*cbor.SimpleValueRegistry) error
	for value := range 256 {
		// 24 to 31 are none.
		if value < 20 || value > 31 {
			rejected = append(rejected, cbor.WithRejectedSimpleValue(cbor.SimpleValue(value)))
		}
	}
	return must(cbor.NewSimpleValueRegistryFromDefaults(rejected...))
}

// must is for what depends on nothing but this file.
func must[Value any](value Value, err error) Value {
	if err != nil {
		panic(err)
	}
	return value
}

// decode reads a sequence of items. Tags are read over.
func decode(message []byte) ([]any, error) {
	var values []any
	for len(message) > 0 {
		var value any
		rest, err := decoding.UnmarshalFirst(message, &value)
		if _, tagged := err.(*cbor.TagsMdError); tagged {
			if message, err = withoutTags(message); err == nil {
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		message = rest
	}
	return values, nil
}

// toJSON writes a value that was decoded as JSON.
func toJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(finite(value)); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(text.Bytes(), []byte{'\n'}), nil
}

// finite puts null in the place of numbers that JSON has not.
func finite(value any) any {
	switch value := value.(type) {
	case big.Int:
		// Only by pointer it is a number.
		return &value
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil
		}
	case []any:
		for index, each := range value {
			value[index] = finite(each)
		}
	case map[string]any:
		for key, each := range value {
			value[key] = finite(each)
		}
	}
	return value
}

// fromJSON writes a JSON text as CBOR.
func fromJSON(text []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return encoding.Marshal(numbers(value))
}

// numbers makes integers and floats of the numbers of a JSON value.
func numbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		return number(value.String())
	case []any:
		for index, each := range value {
			value[index] = numbers(each)
		}
	case map[string]any:
		for key, each := range value {
			value[key] = numbers(each)
		}
	}
	return value
}

func number(text string) any {
	if integer, err := strconv.ParseInt(text, 10, 64); err == nil && text != "-0" {
		return integer
	}
	if integer, err := strconv.ParseUint(text, 10, 64); err == nil {
		return integer
	}
	// What is out of range is infinite, which nobody has written.
	float, _ := strconv.ParseFloat(text, 64)
	return float
}
