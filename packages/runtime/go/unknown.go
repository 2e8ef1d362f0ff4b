package runtime

import (
	"encoding/json"
	"slices"
)

// Unknown is a member of a union that this version of the SDK does not know, as it came.
type Unknown struct {
	// JSON is the member's text.
	JSON json.RawMessage
}

// MarshalJSON gives the text that came; null where there is none.
func (u Unknown) MarshalJSON() ([]byte, error) {
	if len(u.JSON) == 0 {
		return []byte("null"), nil
	}
	return u.JSON, nil
}

// UnmarshalJSON keeps the text.
func (u *Unknown) UnmarshalJSON(data []byte) error {
	u.JSON = slices.Clone(data)
	return nil
}
