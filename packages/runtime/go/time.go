package runtime

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// Time is a point in time of a contract (RFC 3339). It is written with the text it came with until Time is changed; a text that is no
// RFC 3339 time is kept, and Time is zero then.
type Time struct {
	time.Time
	// text is what came, and read is what it says.
	text string
	read time.Time
	came bool
}

// At gives the Time of a time.Time.
func At(t time.Time) Time { return Time{Time: t} }

// String gives the text that is written.
func (t Time) String() string {
	if t.came && t.Time == t.read {
		return t.text
	}
	return t.Format(time.RFC3339Nano)
}

// MarshalText gives the text that is written.
func (t Time) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads any text.
func (t *Time) UnmarshalText(text []byte) error {
	came := string(text)
	read, err := time.Parse(time.RFC3339Nano, came)
	if err != nil {
		read = time.Time{}
	}
	*t = Time{Time: read, text: came, read: read, came: true}
	return nil
}

// MarshalJSON gives the text that is written, as JSON.
func (t Time) MarshalJSON() ([]byte, error) { return t.AppendJSON(nil) }

// AppendJSON writes the text as JSON behind what is there.
func (t *Time) AppendJSON(to []byte) ([]byte, error) { return codec.AppendString(to, t.String()), nil }

// UnmarshalJSON reads a JSON string. Null is no time and leaves it as it is.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) > 1 && data[0] == '"' && bytes.IndexByte(data, '\\') < 0 {
		return t.UnmarshalText(data[1 : len(data)-1])
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	return t.UnmarshalText([]byte(text))
}
