package runtime

import (
	"encoding/json"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// MustExtra gives members that a contract does not name, for the Extra of an object:
//
//	parlance.Filter{Extra: runtime.MustExtra(map[string]any{"labels.env": "prod"})}
//
// It panics if a value cannot be written as JSON.
func MustExtra(members map[string]any) map[string]json.RawMessage {
	extra := make(map[string]json.RawMessage, len(members))
	for name, value := range members {
		text, err := codec.Append(nil, &value)
		if err != nil {
			panic("runtime: the member " + name + " is no JSON: " + err.Error())
		}
		extra[name] = text
	}
	return extra
}
