package codegen_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	codegen "github.com/parlance-dev/parlance/packages/runtime/go/codegen/v1"
)

type created struct {
	Type  string                     `json:"type" const:"\"created\""`
	ID    string                     `json:"id"`
	Extra map[string]json.RawMessage `json:"-"`
}

func (*created) isEvent() {}

type deleted struct {
	Type  string                     `json:"type" const:"\"deleted\""`
	At    *runtime.Time              `json:"at,omitzero"`
	Extra map[string]json.RawMessage `json:"-"`
}

func (*deleted) isEvent() {}

type unknownMember struct{ runtime.Unknown }

func (*unknownMember) isEvent() {}

type eventValue interface{ isEvent() }

type event struct{ Value eventValue }

func (v event) MarshalJSON() ([]byte, error) { return codegen.Marshal(v.Value) }

func (v *event) UnmarshalJSON(data []byte) error {
	return codegen.UnmarshalTagged(data, &v.Value, "type", []codegen.Member{
		{Tags: []string{"created"}, New: codegen.New[created]},
		{Tags: []string{"deleted"}, New: codegen.New[deleted]},
	}, func(kept runtime.Unknown) eventValue { return &unknownMember{kept} })
}

type anything struct{ Value any }

func (v anything) MarshalJSON() ([]byte, error) { return codegen.Marshal(v.Value) }

func (v *anything) UnmarshalJSON(data []byte) error {
	return codegen.UnmarshalUntagged(data, &v.Value, []codegen.Member{
		{New: codegen.New[int64], Value: codegen.ValueOf[int64]},
		{New: codegen.New[created]},
		{New: codegen.New[deleted]},
		{New: codegen.New[[]string], Value: codegen.ValueOf[[]string]},
	}, func(kept runtime.Unknown) any { return &unknownMember{kept} })
}

type untagged struct{ Value eventValue }

func (v untagged) MarshalJSON() ([]byte, error) { return codegen.Marshal(v.Value) }

func (v *untagged) UnmarshalJSON(data []byte) error {
	return codegen.UnmarshalUntagged(data, &v.Value, []codegen.Member{
		{New: codegen.New[created]},
		{New: codegen.New[deleted]},
	}, func(kept runtime.Unknown) eventValue { return &unknownMember{kept} })
}

func TestUnionsReadTheirMembers(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"created","id":"1","more":2}`: "*codegen_test.created",
		`{"type":"deleted"}`:                   "*codegen_test.deleted",
		`{"type":"renamed","id":[1]}`:          "*codegen_test.unknownMember",
		`{"id":"1"}`:                           "*codegen_test.unknownMember",
		`17`:                                   "*codegen_test.unknownMember",
		`null`:                                 "<nil>",
	} {
		var value event
		check(t, text, &value, func() any { return value.Value }, want)
	}
}

func TestUnionsWithoutTagReadWhatFitsBest(t *testing.T) {
	for text, want := range map[string]string{
		`9007199254740993`:                     "int64",
		`1.5`:                                  "*codegen_test.unknownMember",
		`99999999999999999999`:                 "*codegen_test.unknownMember",
		`{"type":"created","id":"1"}`:          "*codegen_test.created",
		`{"type":"deleted","more":{"a":null}}`: "*codegen_test.deleted",
		`{"type":"created"}`:                   "*codegen_test.unknownMember",
		`["a"]`:                                "[]string",
		`[1]`:                                  "*codegen_test.unknownMember",
		`null`:                                 "<nil>",
	} {
		var value anything
		check(t, text, &value, func() any { return value.Value }, want)
	}
}

func TestUnionsOfObjectsWithoutTagHoldTheirMembersAlone(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"deleted","more":[1]}`: "*codegen_test.deleted",
		`{"type":"created","id":"1"}`:   "*codegen_test.created",
		`{"type":"renamed"}`:            "*codegen_test.unknownMember",
		`17`:                            "*codegen_test.unknownMember",
		`null`:                          "<nil>",
	} {
		var value untagged
		check(t, text, &value, func() any { return value.Value }, want)
	}
}

func check(t *testing.T, text string, into any, value func() any, want string) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Errorf("%s: %v", text, err)
		return
	}
	if got := fmt.Sprintf("%T", value()); got != want {
		t.Errorf("%s: got %s, want %s", text, got, want)
	}
	written, err := json.Marshal(into)
	if err != nil {
		t.Fatal(err)
	}
	var before, after any
	if json.Unmarshal([]byte(text), &before) != nil || json.Unmarshal(written, &after) != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("%s was written as %s", text, written)
	}
}

func TestATaggedMemberThatDoesNotFitIsAnError(t *testing.T) {
	var value event
	if err := json.Unmarshal([]byte(`{"type":"created","id":1}`), &value); err == nil {
		t.Errorf("got %+v", value)
	}
}

type holder struct {
	Event *created                   `json:"event,omitzero"`
	Extra map[string]json.RawMessage `json:"-"`
}

func TestAMemberFitsOnlyIfWhatItHoldsDoes(t *testing.T) {
	for text, want := range map[string]bool{
		`{"event":{"type":"created","id":"1"}}`: true,
		`{"event":{"type":"deleted","id":"1"}}`: false,
		`{"event":{"type":"created"}}`:          false,
		`{}`:                                    true,
	} {
		var value any
		members := []codegen.Member{{New: codegen.New[holder]}}
		unknown := func(kept runtime.Unknown) any { return kept }
		if err := codegen.UnmarshalUntagged([]byte(text), &value, members, unknown); err != nil {
			t.Fatal(err)
		}
		if _, got := value.(*holder); got != want {
			t.Errorf("%s: got %T", text, value)
		}
	}
}
