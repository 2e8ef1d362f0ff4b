package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
)

var errUnfit = errors.New("the JSON does not fit")

// Fit reads JSON into what into points to if it is what the type says: members that are required are there, constants are equal, and
// null stands only where it may. exact tells that there are no members beyond those that the type names.
func Fit(data []byte, into any) (exact bool, err error) {
	if err := Unmarshal(data, into); err != nil {
		return false, err
	}
	return fits(bytes.TrimSpace(data), reflect.ValueOf(into).Elem())
}

func fits(data []byte, v reflect.Value) (bool, error) {
	if string(data) == "null" && !takesNull(v.Type()) {
		return false, errUnfit
	}
	plan, ok := planOf(v.Type())
	if !ok {
		return true, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return false, err
	}
	exact := true
	for name, kept := range v.Field(plan.extra).Interface().(map[string]json.RawMessage) {
		_, known := plan.byName[name]
		exact = exact && known && string(kept) != "null"
	}
	for i := range plan.fields {
		f := &plan.fields[i]
		member, given := members[f.name]
		if !given {
			if !f.omitZero {
				return false, errUnfit
			}
			continue
		}
		if f.constant != nil && !bytes.Equal(bytes.TrimSpace(member), f.constant) {
			return false, errUnfit
		}
		if string(member) == "null" && !f.nullable {
			return false, errUnfit
		}
		value := reflect.Indirect(v.Field(f.index))
		if !value.IsValid() {
			continue
		}
		if _, generated := planOf(value.Type()); generated {
			inner, err := fits(member, value)
			if err != nil {
				return false, err
			}
			exact = exact && inner
		}
	}
	return exact, nil
}
