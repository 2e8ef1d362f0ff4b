package runtime

import "github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"

// Field is a member of an object that may be absent, null or have a value; its zero value is absent. On a PATCH the three are three
// different things: leave as it is, clear, set.
type Field[T any] struct {
	state fieldState
	value T
}

type fieldState uint8

const (
	absent fieldState = iota
	null
	present
)

// Value gives a field that has the value.
func Value[T any](value T) Field[T] { return Field[T]{state: present, value: value} }

// Null gives a field that is null.
func Null[T any]() Field[T] { return Field[T]{state: null} }

// Get gives the value, and whether there is one.
func (f Field[T]) Get() (T, bool) { return f.value, f.state == present }

// Or gives the value, or other where there is none.
func (f Field[T]) Or(other T) T {
	if f.state == present {
		return f.value
	}
	return other
}

// IsNull tells whether the field is null.
func (f Field[T]) IsNull() bool { return f.state == null }

// IsZero tells whether the field is absent.
func (f Field[T]) IsZero() bool { return f.state == absent }

// TakesNull tells the decoder that null is a value here.
func (f *Field[T]) TakesNull() bool { return true }

// MarshalJSON writes the value, or null.
func (f Field[T]) MarshalJSON() ([]byte, error) { return f.AppendJSON(nil) }

// AppendJSON writes the value, or null, as JSON behind what is there.
func (f *Field[T]) AppendJSON(to []byte) ([]byte, error) {
	if f.state != present {
		return append(to, "null"...), nil
	}
	return codec.Append(to, &f.value)
}

// UnmarshalJSON reads null or a value.
func (f *Field[T]) UnmarshalJSON(data []byte) error {
	_, err := f.UnmarshalExact(data)
	return err
}

// UnmarshalExact reads null or a value, and tells the decoder whether all digits of numbers were kept.
func (f *Field[T]) UnmarshalExact(data []byte) (exact bool, err error) {
	if string(data) == "null" {
		*f = Null[T]()
		return true, nil
	}
	f.state = present
	return codec.UnmarshalExact(data, &f.value)
}

// Ptr gives a pointer to a copy of the value, for optional members: Name: runtime.Ptr("office").
func Ptr[T any](value T) *T { return &value }
