package runtimetest_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
)

func TestVirtualClock(t *testing.T) {
	clock := runtimetest.NewVirtualClock()
	begin := clock.Now()
	var called []string
	note := func(name string) func() {
		return func() { called = append(called, fmt.Sprint(name, clock.Now().Sub(begin))) }
	}
	clock.AfterFunc(2*time.Second, note("b"))
	clock.AfterFunc(time.Second, func() {
		note("a")()
		clock.AfterFunc(500*time.Millisecond, note("c"))
	})
	stop := clock.AfterFunc(time.Second, note("never"))
	if !stop() || stop() {
		t.Error("a timer is stopped once")
	}
	clock.Advance(3 * time.Second)
	if got := fmt.Sprint(called); got != "[a1s c1.5s b2s]" || clock.Pending() != 0 {
		t.Errorf("called %s, %d wait", got, clock.Pending())
	}
	clock.AfterFunc(time.Second, note("late"))
	clock.Jump(time.Minute)
	if got := called[len(called)-1]; got != "late1m3s" {
		t.Errorf("called %s", got)
	}
}
