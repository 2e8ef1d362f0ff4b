package realtime

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// applyDiff gives the value after the steps of a diff (RFC 6902: add, replace, remove). The given one is not changed. Fails if a step
// does not fit the value.
func applyDiff(value any, diff []DiffStep) (any, error) {
	for _, step := range diff {
		applied, err := applyStep(value, pathOf(step.Path), step)
		if err != nil {
			return nil, err
		}
		value = applied
	}
	return value, nil
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// pathOf gives the parts of a JSON pointer (RFC 6901 section 4).
func pathOf(pointer string) []string {
	_, rest, found := strings.Cut(pointer, "/")
	if !found {
		return nil
	}
	parts := strings.Split(rest, "/")
	for index, part := range parts {
		parts[index] = unescape.Replace(part)
	}
	return parts
}

func applyStep(value any, path []string, step DiffStep) (any, error) {
	if len(path) == 0 {
		if step.Op == "remove" {
			return nil, nil
		}
		return decodeValue(step.Value)
	}
	switch value := value.(type) {
	case []any:
		return applyInList(value, path[0], path[1:], step)
	case map[string]any:
		return applyInObject(value, path[0], path[1:], step)
	}
	return nil, misfit(step)
}

func applyInObject(members map[string]any, key string, rest []string, step DiffStep) (any, error) {
	member, has := members[key]
	if !has && (len(rest) > 0 || step.Op != "add") {
		return nil, misfit(step)
	}
	changed := maps.Clone(members)
	if len(rest) == 0 && step.Op == "remove" {
		delete(changed, key)
		return changed, nil
	}
	applied, err := applyStep(member, rest, step)
	changed[key] = applied
	return changed, err
}

func applyInList(list []any, key string, rest []string, step DiffStep) (any, error) {
	adds := len(rest) == 0 && step.Op == "add"
	index := len(list)
	if key != "-" || !adds {
		parsed, err := strconv.Atoi(key)
		if err != nil || parsed < 0 || key != strconv.Itoa(parsed) {
			return nil, misfit(step)
		}
		index = parsed
	}
	if index > len(list) || (index == len(list) && !adds) {
		return nil, misfit(step)
	}
	if len(rest) == 0 && step.Op == "remove" {
		return slices.Delete(slices.Clone(list), index, index+1), nil
	}
	var before any
	if !adds {
		before = list[index]
	}
	applied, err := applyStep(before, rest, step)
	if err != nil {
		return nil, err
	}
	changed := slices.Clone(list)
	if adds {
		return slices.Insert(changed, index, applied), nil
	}
	changed[index] = applied
	return changed, nil
}

func misfit(step DiffStep) error {
	return fmt.Errorf("the step %s %s does not fit the document", step.Op, step.Path)
}

// decodeValue reads a JSON value whose numbers keep their digits.
func decodeValue(text json.RawMessage) (any, error) {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
