package runtime_test

import (
	"encoding/json"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func TestAFieldIsAbsentNullOrAValue(t *testing.T) {
	var absent runtime.Field[int64]
	null, value := runtime.Null[int64](), runtime.Value[int64](0)
	equal(t, absent.IsZero() && !absent.IsNull(), true)
	equal(t, null.IsNull() && !null.IsZero(), true)
	got, ok := value.Get()
	equal(t, ok && got == 0, true)
	equal(t, null.Or(7), 7)
	for text, want := range map[string]runtime.Field[int64]{"null": null, "0": value} {
		var read runtime.Field[int64]
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatal(err)
		}
		equal(t, read, want)
		written, err := json.Marshal(read)
		if err != nil || string(written) != text {
			t.Errorf("got %s, %v", written, err)
		}
	}
}

func TestATimeKeepsItsTextUntilItIsChanged(t *testing.T) {
	for _, text := range []string{"2026-05-01T12:00:00.100+02:00", "yesterday", "", "2026-05-01"} {
		read := readTime(text)
		equal(t, read.String(), text)
		read.Time = read.Add(time.Hour)
		if read.String() == text {
			t.Errorf("%q stayed", text)
		}
	}
	equal(t, runtime.At(time.Unix(0, 0).UTC()).String(), "1970-01-01T00:00:00Z")
	equal(t, readTime("2026-05-01T12:00:00Z").Hour(), 12)
}

func TestBase64IsReadInAnyAlphabet(t *testing.T) {
	equal(t, runtime.EncodeBase64([]byte{0xfb, 0xff}), "+/8=")
	for _, text := range []runtime.Base64{"+/8=", "+/8", "-_8=", "-_8"} {
		data, err := text.Bytes()
		if err != nil || string(data) != "\xfb\xff" {
			t.Errorf("%s: got %x, %v", text, data, err)
		}
	}
	if _, err := runtime.Base64("?").Bytes(); err == nil {
		t.Error("no error")
	}
}

func TestAFileInJSONIsItsText(t *testing.T) {
	var file runtime.File
	if err := json.Unmarshal([]byte(`"bytes"`), &file); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		written, err := json.Marshal(file)
		if err != nil || string(written) != `"bytes"` {
			t.Errorf("got %s, %v", written, err)
		}
	}
}
