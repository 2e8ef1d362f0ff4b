package runtime

import "reflect"

// Values are the arguments of a call by the keys of its parameters, and the body by Body.
type Values map[string]any

// bodyKey is the key of the body.
const bodyKey = "Body"

// With adds the fields of a generated struct of parameters, whose names are the keys.
func (v Values) With(params any) Values {
	fields := reflect.Indirect(reflect.ValueOf(params))
	if !fields.IsValid() || fields.Kind() != reflect.Struct {
		return v
	}
	all := make(Values, len(v)+fields.NumField())
	for key, value := range v {
		all[key] = value
	}
	for i := range fields.NumField() {
		if value := fields.Field(i).Interface(); !isZeroField(value) {
			all[fields.Type().Field(i).Name] = value
		}
	}
	return all
}
