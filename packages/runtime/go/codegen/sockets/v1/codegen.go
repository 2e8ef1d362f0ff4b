// Package codegen is what generated code of sockets may import, beside the types of package sockets that it hands on, and nobody
// else. Names stay and keep their meaning for as long as v1 exists.
package codegen

import (
	"fmt"
	"reflect"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/sockets"
)

// Values is what fills the parameters of a socket, by key.
type Values = socket.Values

// Open makes a socket of the document. The fields of parameters are the keys of its descriptor; nil: it has none.
func Open[P any](
	client *sockets.Client, descriptor sockets.Descriptor[P], parameters any, options []sockets.Option,
) (*sockets.Socket[P], error) {
	return sockets.Open(client, descriptor, valuesOf(parameters), options...)
}

// valuesOf reads the fields of a struct of parameters: nil pointers and lists are absent.
func valuesOf(parameters any) Values {
	values := Values{}
	if parameters == nil {
		return values
	}
	v := reflect.ValueOf(parameters)
	for index := range v.NumField() {
		name, field := v.Type().Field(index).Name, v.Field(index)
		switch field.Kind() {
		case reflect.Pointer:
			if !field.IsNil() {
				values[name] = []string{textOf(field.Elem())}
			}
		case reflect.Slice:
			for each := range field.Len() {
				values[name] = append(values[name], textOf(field.Index(each)))
			}
		default:
			values[name] = []string{textOf(field)}
		}
	}
	return values
}

// textOf is a value as an address has it: numbers and booleans as in JSON.
func textOf(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	// Scalars are written without failing.
	text, _ := codec.Marshal(v.Interface())
	return string(text)
}

// JSON reads a payload into a T, which it gives as P.
func JSON[P, T any](data []byte) (P, error) { return sockets.DecodeJSON[P, T](data) }

// Text gives a payload that is text.
func Text[P any](data []byte) (P, error) { return given[P](string(data)) }

// Bytes gives a payload that is binary.
func Bytes[P any](data []byte) (P, error) { return given[P](data) }

func given[P any](value any) (P, error) {
	payload, ok := value.(P)
	if !ok {
		return payload, fmt.Errorf("%T is no payload of this socket", value)
	}
	return payload, nil
}

// Reply is the answer of a request that one message alone answers.
func Reply[T, P any](message sockets.Message[P], err error) (T, error) {
	return sockets.Reply[T](message, err)
}
