package socket

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// valueAt gives what stands at a JSON pointer (RFC 6901); false: nothing.
func valueAt(value any, pointer string) (any, bool) {
	for _, token := range tokensOf(pointer) {
		found := false
		switch inner := value.(type) {
		case map[string]any:
			value, found = inner[token]
		case []any:
			if index, ok := indexOf(token, len(inner)); ok {
				value, found = inner[index], true
			}
		}
		if !found {
			return nil, false
		}
	}
	return value, true
}

// withValueAt gives a copy of the value in which something else stands at the pointer. Objects on the way are made where they are
// missing.
func withValueAt(value any, pointer string, put any) any {
	return place(value, tokensOf(pointer), put)
}

func place(value any, tokens []string, put any) any {
	if len(tokens) == 0 {
		return put
	}
	first, rest := tokens[0], tokens[1:]
	if list, ok := value.([]any); ok {
		if index, ok := indexOf(first, len(list)); ok {
			copied := slices.Clone(list)
			copied[index] = place(list[index], rest, put)
			return copied
		}
	}
	object, _ := value.(map[string]any)
	copied := make(map[string]any, len(object)+1)
	maps.Copy(copied, object)
	copied[first] = place(object[first], rest, put)
	return copied
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

func tokensOf(pointer string) []string {
	tokens := strings.Split(pointer, "/")[1:]
	for index, token := range tokens {
		tokens[index] = unescape.Replace(token)
	}
	return tokens
}

func indexOf(token string, length int) (int, bool) {
	index, err := strconv.Atoi(token)
	return index, err == nil && index >= 0 && index < length && strconv.Itoa(index) == token
}

// keyOf gives a text that two values share when they are the same JSON value. Numbers are compared by what they say, and those
// beyond what a float64 tells apart by their text.
func keyOf(value any) string {
	switch value := value.(type) {
	case json.Number:
		if _, err := value.Int64(); err == nil {
			return value.String()
		}
		if number, err := value.Float64(); err == nil {
			return strconv.FormatFloat(number, 'f', -1, 64)
		}
		return value.String()
	case map[string]any:
		var text strings.Builder
		for _, key := range slices.Sorted(maps.Keys(value)) {
			text.WriteString(strconv.Quote(key) + ":" + keyOf(value[key]) + ",")
		}
		return "{" + text.String() + "}"
	case []any:
		var text strings.Builder
		for _, each := range value {
			text.WriteString(keyOf(each) + ",")
		}
		return "[" + text.String() + "]"
	}
	return string(encode(value))
}
