package cbor

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
)

func vectors(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "..", "specs", "vectors", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func fromHex(t *testing.T, text string) []byte {
	t.Helper()
	decoded, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return decoded
}

type vector struct {
	Hex   string
	Value json.RawMessage
}

// expected gives the value of a vector as JSON; {"bytes": hex} stands for a byte string.
func (v vector) expected(t *testing.T) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(v.Value, &value); err != nil {
		t.Fatal(err)
	}
	if members, ok := value.(map[string]any); ok {
		if text, ok := members["bytes"].(string); ok {
			encoded, err := json.Marshal(fromHex(t, text))
			if err != nil {
				t.Fatal(err)
			}
			return strings.Trim(string(encoded), `"`)
		}
	}
	return value
}

func TestVectors(t *testing.T) {
	var file struct {
		Both, Read []vector
		Special    []struct{ Hex, Value string }
		Malformed  []struct{ Hex, What string }
	}
	vectors(t, "cbor", &file)
	for _, each := range append(file.Both, file.Read...) {
		t.Run(each.Hex, func(t *testing.T) {
			if got := decoded(t, each.Hex); !reflect.DeepEqual(got, each.expected(t)) {
				t.Errorf("it is %v, want %s", got, each.Value)
			}
		})
	}
	for _, each := range file.Both {
		if strings.Contains(string(each.Value), "bytes") {
			continue
		}
		if got, err := fromJSON(each.Value); err != nil || hex.EncodeToString(got) != each.Hex {
			t.Errorf("%s is written as %x (%v), want %s", each.Value, got, err, each.Hex)
		}
	}
	for _, each := range file.Special {
		values, err := decode(fromHex(t, each.Hex))
		if err != nil {
			t.Fatal(err)
		}
		text, err := toJSON(values[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, integer := new(big.Int).SetString(strings.TrimSuffix(each.Value, "n"), 10); !integer {
			each.Value = "null"
		}
		if want := strings.TrimSuffix(each.Value, "n"); string(text) != want {
			t.Errorf("%s is %s, want %s", each.Hex, text, want)
		}
	}
	for _, each := range file.Malformed {
		if values, err := decode(fromHex(t, each.Hex)); err == nil {
			t.Errorf("%s (%s) was read as %v", each.What, each.Hex, values)
		}
	}
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	values, err := decode(fromHex(t, text))
	if err != nil || len(values) != 1 {
		t.Fatalf("%d values (%v)", len(values), err)
	}
	encoded, err := toJSON(values[0])
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(encoded, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestFrameVectors(t *testing.T) {
	type sample struct{ Name, JSON, CBOR string }
	var file struct{ Frames, Batches, Malformed []sample }
	vectors(t, "frames", &file)
	for _, each := range append(file.Frames, file.Batches...) {
		t.Run(each.Name, func(t *testing.T) {
			got, err := Codec.Decode(fromHex(t, each.CBOR))
			if err != nil {
				t.Fatal(err)
			}
			want, err := protocol.DecodeFrames([]byte(each.JSON))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("there are %d frames, want %d", len(got), len(want))
			}
			for index := range want {
				if !sameJSON(t, got[index], want[index]) {
					t.Errorf("the frame is %+v, want %+v", got[index], want[index])
				}
			}
		})
	}
	for _, each := range file.Malformed {
		if frames, err := Codec.Decode(fromHex(t, each.CBOR)); err == nil {
			t.Errorf("%s was read as %v", each.Name, frames)
		}
	}
}

func sameJSON(t *testing.T, one, other any) bool {
	t.Helper()
	var values [2]any
	for index, each := range []any{one, other} {
		text, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &values[index]); err != nil {
			t.Fatal(err)
		}
	}
	return reflect.DeepEqual(values[0], values[1])
}

func TestFramesTravelTogetherWithinTheLimit(t *testing.T) {
	frames := []protocol.ClientFrame{&protocol.PingFrame{}, &protocol.PingFrame{}, &protocol.PingFrame{}}
	one, err := Codec.Encode(frames[:1], 0)
	if err != nil {
		t.Fatal(err)
	}
	batches, err := Codec.Encode(frames, 2*len(one[0]))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]byte{bytes.Repeat(one[0], 2), one[0]}
	if !reflect.DeepEqual(batches, want) {
		t.Errorf("the batches are %x, want %x", batches, want)
	}
}
