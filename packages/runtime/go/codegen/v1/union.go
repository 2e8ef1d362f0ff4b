package codegen

import (
	"encoding/json"
	"fmt"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// Member is one member of a union: how a value of it is made, as a pointer, and the tags that select it.
type Member struct {
	Tags []string
	New  func() any
	// Value tells that the union holds what the pointer points to, not the pointer: of members that are no structs.
	Value func(pointer any) any
}

// New is Member.New for a type.
func New[T any]() any { return new(T) }

// ValueOf is Member.Value for a type.
func ValueOf[T any](pointer any) any { return *pointer.(*T) }

// UnmarshalTagged reads the member that the tag selects. One of an unknown tag, or without, is kept as unknown makes it. Null is
// nil.
func UnmarshalTagged[Union any](data []byte, into *Union, tag string, members []Member, unknown func(runtime.Unknown) Union) error {
	if string(data) == "null" {
		var none Union
		*into = none
		return nil
	}
	var object map[string]json.RawMessage
	var value string
	if json.Unmarshal(data, &object) == nil {
		value = tagText(object[tag])
	}
	for _, member := range members {
		for _, each := range member.Tags {
			if each == value {
				made := member.New()
				if err := codec.Unmarshal(data, made); err != nil {
					return err
				}
				return hold(into, member, made)
			}
		}
	}
	return keep(data, into, unknown)
}

// tagText is a tag as the contract writes it, which may be a number or a boolean.
func tagText(data json.RawMessage) string {
	var text string
	if json.Unmarshal(data, &text) == nil {
		return text
	}
	return string(data)
}

// UnmarshalUntagged reads the first member that fits without members beyond its own, else the first that fits. What fits none is kept
// as unknown makes it. Null is nil.
func UnmarshalUntagged[Union any](data []byte, into *Union, members []Member, unknown func(runtime.Unknown) Union) error {
	if string(data) == "null" {
		var none Union
		*into = none
		return nil
	}
	found := false
	for _, member := range members {
		made := member.New()
		exact, err := codec.Fit(data, made)
		if err != nil || found && !exact {
			continue
		}
		if err := hold(into, member, made); err != nil || exact {
			return err
		}
		found = true
	}
	if found {
		return nil
	}
	return keep(data, into, unknown)
}

// hold lets the union hold a value that the member made.
func hold[Union any](into *Union, member Member, made any) error {
	if member.Value != nil {
		made = member.Value(made)
	}
	held, ok := made.(Union)
	if !ok {
		return fmt.Errorf("%T is no member of its union", made)
	}
	*into = held
	return nil
}

func keep[Union any](data []byte, into *Union, unknown func(runtime.Unknown) Union) error {
	var kept runtime.Unknown
	err := kept.UnmarshalJSON(data)
	*into = unknown(kept)
	return err
}
