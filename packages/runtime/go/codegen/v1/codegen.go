// Package codegen is what generated code may import, and nobody else. Names stay and keep their meaning for as long as v1 exists.
package codegen

import (
	"context"
	"io"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// The parts that descriptors are made of.
type (
	Operation      = runtime.Operation
	Parameter      = runtime.Parameter
	Body           = runtime.Body
	Encoding       = runtime.Encoding
	Header         = runtime.Header
	Pagination     = runtime.Pagination
	Setup          = runtime.Setup
	SecurityScheme = runtime.SecurityScheme
	Values         = runtime.Values
)

// The choices of a descriptor.
const (
	Yes = runtime.Yes
	No  = runtime.No
)

// Call makes a call and gives its data; the zero value where the answer has none.
func Call[Data any](
	ctx context.Context, client *runtime.Client, operation *Operation, values Values, options []runtime.CallOption,
) (Data, error) {
	var data Data
	err := client.Call(ctx, operation, values, &data, options...)
	return data, err
}

// Send makes a call whose answer has no data.
func Send(ctx context.Context, client *runtime.Client, operation *Operation, values Values, options []runtime.CallOption) error {
	return client.Call(ctx, operation, values, nil, options...)
}

// Download makes a call whose answer is bytes; they are the caller's to close.
func Download(
	ctx context.Context, client *runtime.Client, operation *Operation, values Values, options []runtime.CallOption,
) (io.ReadCloser, error) {
	return Call[io.ReadCloser](ctx, client, operation, values, options)
}

// List gives a list, page by page.
func List[Item any](
	ctx context.Context, client *runtime.Client, operation *Operation, values Values, options []runtime.CallOption,
) *runtime.List[Item] {
	return runtime.NewList[Item](ctx, client, operation, values, options...)
}

// Stream gives a sequence of items.
func Stream[Item any](
	ctx context.Context, client *runtime.Client, operation *Operation, values Values, options []runtime.CallOption,
) *runtime.Stream[Item] {
	return runtime.NewStream[Item](ctx, client, operation, values, options...)
}

// Marshal writes a generated struct as JSON.
func Marshal(value any) ([]byte, error) { return codec.Marshal(value) }

// Unmarshal reads JSON into a generated struct.
func Unmarshal(data []byte, into any) error { return codec.Unmarshal(data, into) }
