// Package expect ends a program that does not show what it says: what it prints has to be so.
package expect

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

// Equal ends the program unless both are the same.
func Equal[T any](got, want T) {
	if !reflect.DeepEqual(got, want) {
		end("got %+v, want %+v", got, want)
	}
}

// JSON ends the program unless the value, written as JSON, is this one; the order of members is left aside.
func JSON(got any, want string) {
	text, err := json.Marshal(got)
	if err != nil {
		end("%v", err)
	}
	var a, b any
	if json.Unmarshal(text, &a) != nil || json.Unmarshal([]byte(want), &b) != nil || !reflect.DeepEqual(a, b) {
		end("got %s, want %s", text, want)
	}
}

// Refusal ends the program unless the error is an E of this code, and gives it.
func Refusal[E runtime.Error](err error, code string) E {
	var refusal E
	if !errors.As(err, &refusal) {
		end("got the error %v, want %T", err, refusal)
	}
	if refusal.Code() != code {
		end("got the code %s, want %s", refusal.Code(), code)
	}
	return refusal
}

func end(format string, values ...any) {
	// That of the program, not of this file.
	const depth = 3
	log.SetFlags(log.Lshortfile)
	_ = log.Output(depth, fmt.Sprintf(format, values...))
	os.Exit(1)
}
