package codec_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

type tunnel struct {
	Type  string                     `json:"type" const:"\"tunnel\""`
	Name  string                     `json:"name"`
	Port  *int64                     `json:"port,omitzero"`
	Ends  runtime.Field[string]      `json:"ends,omitzero"`
	Since runtime.Time               `json:"since"`
	Tags  []string                   `json:"tags"`
	Peers []*tunnel                  `json:"peers,omitzero"`
	Other *string                    `json:"other"`
	Odd   map[string]float64         `name:"a,\"b" json:",omitzero"`
	Free  any                        `json:"free,omitzero"`
	Extra map[string]json.RawMessage `json:"-"`
}

func (t tunnel) MarshalJSON() ([]byte, error)     { return codec.Marshal(&t) }
func (t *tunnel) UnmarshalJSON(data []byte) error { return codec.Unmarshal(data, t) }

func plain(t *testing.T, data []byte) any {
	t.Helper()
	var value any
	if err := codec.UnmarshalPlain(data, &value); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return value
}

func TestWhatIsReadIsWrittenAsItCame(t *testing.T) {
	for name, text := range map[string]string{
		"smallest":        `{"type":"tunnel","name":"","since":"2026-01-01T00:00:00Z","tags":[],"other":null}`,
		"everything":      `{"type":"tunnel","name":"é\u2028\"","port":9007199254740993,"ends":"x","since":"2026-01-01T00:00:00.1000+02:00","tags":["a"],"peers":[],"other":"o","a,\"b":{"x":1.5},"free":12345678901234567890}`,
		"null":            `{"type":"tunnel","name":null,"ends":null,"since":"then","tags":null,"other":null}`,
		"unknown members": `{"type":"other","name":"n","since":"","tags":[],"other":null,"more":{"deep":[1,2,{"a":1e400}]},"Name":1}`,
		"nested":          `{"type":"tunnel","name":"n","since":"","tags":[],"other":null,"peers":[{"type":"tunnel","name":"m","since":"","tags":[],"other":null,"x":1}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var value tunnel
			if err := json.Unmarshal([]byte(text), &value); err != nil {
				t.Fatal(err)
			}
			written, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := plain(t, written), plain(t, []byte(text)); !reflect.DeepEqual(got, want) {
				t.Errorf("got  %s\nwant %s", written, text)
			}
		})
	}
}

func TestZeroValuesAreWrittenAsTheSchemaHasThem(t *testing.T) {
	data, err := codec.Marshal(tunnel{Since: runtime.At(runtime.Time{}.Time), Ends: runtime.Null[string]()})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"tunnel","name":"","ends":null,"since":"0001-01-01T00:00:00Z","tags":[],"other":null}`
	if string(data) != want {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

func TestBadInputIsAnError(t *testing.T) {
	for name, text := range map[string]string{
		"cut off":         `{"name":"a`,
		"number too big":  `{"port":9223372036854775808}`,
		"fraction":        `{"port":1.5}`,
		"leading zero":    `{"port":01}`,
		"another type":    `{"name":1}`,
		"trailing comma":  `{"name":"a",}`,
		"something after": `{} {}`,
		"too deep":        `{"x":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`,
		"empty":           ``,
		"bad escape":      `{"name":"\x"}`,
		"control":         "{\"name\":\"\n\"}",
	} {
		t.Run(name, func(t *testing.T) {
			var value tunnel
			if err := codec.Unmarshal([]byte(text), &value); err == nil {
				t.Errorf("%s was read as %+v", text, value)
			}
		})
	}
}

func TestAChangedValueWinsOverWhatCame(t *testing.T) {
	var value tunnel
	if err := json.Unmarshal([]byte(`{"name":null,"since":"2026-01-01T00:00:00Z","tags":[]}`), &value); err != nil {
		t.Fatal(err)
	}
	value.Name = "new"
	data, err := json.Marshal(value)
	if err != nil || !strings.Contains(string(data), `"name":"new"`) || strings.Contains(string(data), `"name":null`) {
		t.Errorf("got %s, %v", data, err)
	}
}

type measured struct {
	Size   float64                    `json:"size"`
	Length *float64                   `json:"length,omitzero"`
	Weight runtime.Field[float64]     `json:"weight,omitzero"`
	Points []float64                  `json:"points,omitzero"`
	Inner  *measured                  `json:"inner,omitzero"`
	Extra  map[string]json.RawMessage `json:"-"`
}

func (m measured) MarshalJSON() ([]byte, error)     { return codec.Marshal(&m) }
func (m *measured) UnmarshalJSON(data []byte) error { return codec.Unmarshal(data, m) }

func TestDigitsBeyondAFloatComeOutAgain(t *testing.T) {
	for _, text := range []string{
		`{"size":3.14159265358979323846}`,
		`{"size":9007199254740993}`,
		`{"size":1e-400}`,
		`{"size":1.2345678e-320}`,
		`{"size":0,"length":0.1000000000000000055511151231257827,"weight":9007199254740993}`,
		`{"size":0,"points":[1,9007199254740993]}`,
		`{"size":0,"inner":{"size":9007199254740993}}`,
	} {
		var value measured
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if data, err := json.Marshal(value); err != nil || string(data) != text {
			t.Errorf("%s becomes %s, %v", text, data, err)
		}
	}
}

func TestWhatAFloatHoldsIsNotKept(t *testing.T) {
	for _, text := range []string{
		`{"size":0.1000000000000000000}`, `{"size":100000000000000000000}`, `{"size":-1.7976931348623157e308}`, `{"size":0.00000000000000000}`, `{"size":0.0}`,
	} {
		var value measured
		if err := json.Unmarshal([]byte(text), &value); err != nil || len(value.Extra) != 0 {
			t.Errorf("of %s is kept %v, %v", text, value.Extra, err)
		}
	}
}

func TestAChangedNumberWinsOverItsDigits(t *testing.T) {
	var value measured
	text := []byte(`{"size":9007199254740993,"length":9007199254740993,"points":[9007199254740993]}`)
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	value.Size, value.Length, value.Points[0] = 0, nil, 2
	if data, err := json.Marshal(value); err != nil || string(data) != `{"size":0,"points":[2]}` {
		t.Errorf("got %s, %v", data, err)
	}
}

type bare struct {
	Type  string    `json:"type"`
	Name  string    `json:"name"`
	Port  *int64    `json:"port,omitempty"`
	Ends  *string   `json:"ends,omitempty"`
	Since string    `json:"since"`
	Tags  []string  `json:"tags"`
	Peers []*bare   `json:"peers,omitempty"`
	Other *string   `json:"other"`
	Free  []float64 `json:"free,omitempty"`
}

var sample = []byte(`{"type":"tunnel","name":"office","port":8080,"ends":"x","since":"2026-01-01T00:00:00Z","tags":["a","b","c"],"other":null,"peers":[` +
	strings.TrimSuffix(strings.Repeat(`{"type":"tunnel","name":"peer","since":"2026-01-01T00:00:00Z","tags":["a"],"other":null},`, 20), ",") + `]}`)

func BenchmarkUnmarshal(b *testing.B) {
	b.Run("codec", func(b *testing.B) { benchmarkUnmarshal[tunnel](b) })
	b.Run("encoding/json", func(b *testing.B) { benchmarkUnmarshal[bare](b) })
}

func benchmarkUnmarshal[T any](b *testing.B) {
	for range b.N {
		var value T
		if err := json.Unmarshal(sample, &value); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarshal(b *testing.B) {
	b.Run("codec", func(b *testing.B) { benchmarkMarshal[tunnel](b) })
	b.Run("encoding/json", func(b *testing.B) { benchmarkMarshal[bare](b) })
}

func benchmarkMarshal[T any](b *testing.B) {
	var value T
	if err := json.Unmarshal(sample, &value); err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := json.Marshal(value); err != nil {
			b.Fatal(err)
		}
	}
}
