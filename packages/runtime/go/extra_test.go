package runtime_test

import (
	"encoding/json"
	"math"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func TestExtraIsWhatTheMembersAreAsJSON(t *testing.T) {
	extra := runtime.MustExtra(map[string]any{"labels.env": "prod", "size": map[string]int{"gt": 3}, "owner": nil})
	written, err := json.Marshal(extra)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, string(written), `{"labels.env":"prod","owner":null,"size":{"gt":3}}`)
}

func TestExtraPanicsAtWhatIsNoJSON(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it did not panic")
		}
	}()
	runtime.MustExtra(map[string]any{"size": math.NaN()})
}
