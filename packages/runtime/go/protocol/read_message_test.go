package protocol

import (
	"encoding/json"
	"reflect"
	"testing"
)

// A frame is read as encoding/json reads it, member by member: a member that the struct gains and the reader does not is found here.
func TestReadMessageReadsWhatEncodingJSONReads(t *testing.T) {
	whole := new(MessageFrame)
	fill(reflect.ValueOf(whole).Elem())
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		string(text),
		`{"type":"message","channel":"a"}`,
		` { "type" : "message" , "channel" : "\u00e4\n\"" , "data" : [ {} , [ 1.5e3 , -0 , "x" , true , null ] ] } `,
		`{"type":"message","channel":"a","offset":null,"from":null,"tags":null,"replay":null,"event":null,"data":null}`,
		`{"type":"message","channel":"a","offset":9007199254740993,"later":{"new":[1,{"x":"}"}]}}`,
		"{\"type\":\"message\",\"channel\":\"\xff\"}",
	} {
		want := new(MessageFrame)
		if err := json.Unmarshal([]byte(line), want); err != nil {
			t.Fatal(err)
		}
		got, err := readMessage([]byte(line))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nread as %+v, %v\nwant %+v", line, got, err, want)
		}
	}
}

func TestReadMessageRefusesWhatIsNoFrame(t *testing.T) {
	for _, line := range []string{
		`{"type":"message"`,
		`{"type":"message","channel":7}`,
		`{"type":"message","offset":"1"}`,
		`{"type":"message","offset":1.5}`,
		`{"type":"message","offset":9223372036854775808}`,
		`{"type":"message","replay":1}`,
		`{"type":"message","from":[]}`,
		`{"type":"message","data":{"a":01}}`,
		`{"type":"message","data":tru}`,
		`{"type":"message","data":}`,
		`{"type":"message","later":[1,}`,
		`{"type":"message"} {}`,
		`{"type":"message",}`,
	} {
		if frame, err := decodeFrame([]byte(line)); err == nil {
			t.Errorf("%s was read as %+v", line, frame)
		}
	}
}

// What is read does not change with the buffer that it was read from.
func TestReadMessageKeepsNothingOfTheText(t *testing.T) {
	line := []byte(`{"type":"message","channel":"a","data":{"n":1}}`)
	frame, err := decodeFrame(line)
	clear(line)
	want := &MessageFrame{Channel: "a", Data: json.RawMessage(`{"n":1}`)}
	if err != nil || !reflect.DeepEqual(frame, want) {
		t.Errorf("read as %+v, %v; want %+v", frame, err, want)
	}
}

// fill gives every field a value that is not zero.
func fill(value reflect.Value) {
	switch value.Kind() {
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		fill(value.Elem())
	case reflect.Struct:
		for index := range value.NumField() {
			fill(value.Field(index))
		}
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		value.SetMapIndex(reflect.ValueOf("key"), reflect.ValueOf("value"))
	case reflect.Slice:
		value.Set(reflect.ValueOf(json.RawMessage(`{"x":1}`)).Convert(value.Type()))
	case reflect.String:
		value.SetString("text")
	case reflect.Int64:
		value.SetInt(7)
	case reflect.Bool:
		value.SetBool(true)
	}
}
