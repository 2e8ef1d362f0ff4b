package runtime

import (
	"encoding/json"
	"strconv"
	"strings"
)

// resolvePointer gives the JSON that a pointer (RFC 6901) names; nil where there is nothing. Only what lies on the way is read.
func resolvePointer(data json.RawMessage, pointer string) json.RawMessage {
	if pointer == "" {
		return data
	}
	for _, step := range strings.Split(pointer, "/")[1:] {
		key := strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
		var members map[string]json.RawMessage
		if json.Unmarshal(data, &members) == nil {
			data = members[key]
			continue
		}
		var items []json.RawMessage
		index, err := strconv.Atoi(key)
		if err != nil || json.Unmarshal(data, &items) != nil || index < 0 || index >= len(items) {
			return nil
		}
		data = items[index]
	}
	return data
}
