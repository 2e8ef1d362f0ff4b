package socket

import (
	"reflect"
	"testing"
)

func TestAValueIsFoundInObjectsAndLists(t *testing.T) {
	value := plain([]byte(`{"a":[{"b/c":{"~":1}}]}`))
	if found, ok := valueAt(value, "/a/0/b~1c/~0"); !ok || keyOf(found) != "1" {
		t.Errorf("found %v", found)
	}
	for _, pointer := range []string{"/a/9", "/a/-1", "/a/x", "/b"} {
		if found, ok := valueAt(value, pointer); ok {
			t.Errorf("%s finds %v", pointer, found)
		}
	}
}

func TestAnotherValueIsPutIntoACopy(t *testing.T) {
	value := plain([]byte(`{"a":[1,2],"b":1}`))
	for pointer, want := range map[string]string{
		"/a/1": `{"a":[1,9],"b":1}`,
		"/c/d": `{"a":[1,2],"b":1,"c":{"d":9}}`,
		"":     `9`,
	} {
		if got := string(encode(withValueAt(value, pointer, 9))); got != want {
			t.Errorf("%s gives %s, want %s", pointer, got, want)
		}
	}
	if !reflect.DeepEqual(value, plain([]byte(`{"a":[1,2],"b":1}`))) {
		t.Error("the value itself was changed")
	}
}

func TestValuesAreTheSameByWhatTheySay(t *testing.T) {
	for _, pair := range [][2]string{{`1`, `1.0`}, {`{"a":1,"b":2}`, `{"b":2,"a":1}`}, {`1e2`, `100`}, {`"ä"`, `"\u00e4"`}} {
		if keyOf(plain([]byte(pair[0]))) != keyOf(plain([]byte(pair[1]))) {
			t.Errorf("%s is not %s", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{`1`, `"1"`}, {`[1]`, `[[1]]`}, {`9007199254740993`, `9007199254740992`}, {`null`, `false`}} {
		if keyOf(plain([]byte(pair[0]))) == keyOf(plain([]byte(pair[1]))) {
			t.Errorf("%s is %s", pair[0], pair[1])
		}
	}
}
