//go:build go1.25

package realtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
)

const address = "wss://platform.test/v1/socket"

// bench is a client on a server in memory, with a clock that stands. It is in a bubble, which fails when a goroutine is left behind.
type bench struct {
	*testing.T
	client    *realtime.Client
	transport *runtimetest.MemoryTransport
	clock     *runtimetest.VirtualClock
}

// within runs a test with a client that is closed in the end.
func within(t *testing.T, test func(b *bench), setup ...any) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := &bench{T: t, clock: runtimetest.NewVirtualClock()}
		options := []realtime.Option{realtime.WithClock(b.clock)}
		var memory []runtimetest.MemoryOption
		for _, each := range setup {
			switch each := each.(type) {
			case realtime.Option:
				options = append(options, each)
			case runtimetest.MemoryOption:
				memory = append(memory, each)
			}
		}
		b.transport = runtimetest.NewMemoryTransport(memory...)
		client, err := realtime.New(address, append(options, realtime.WithTransport(b.transport))...)
		b.must(err)
		b.client = client
		test(b)
		b.must(client.Close())
		synctest.Wait()
		if pending := b.clock.Pending(); pending != 0 {
			t.Errorf("%d timers are left behind", pending)
		}
	})
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) connect() *runtimetest.MemoryConnection {
	b.Helper()
	b.must(b.client.Connect(b.Context()))
	return b.transport.Connection()
}

// pass lets time pass, and whatever follows from it happen.
func (b *bench) pass(d time.Duration) {
	b.clock.Advance(d)
	synctest.Wait()
}

func (b *bench) status() string { return b.client.State().Status() }

// reconnected lets the client come back after its connection was cut.
func (b *bench) reconnected() *runtimetest.MemoryConnection {
	b.Helper()
	b.pass(250 * time.Millisecond)
	if b.status() != "connected" {
		b.Fatalf("the client is %s", b.status())
	}
	return b.transport.Connection()
}

func wantSame[Value comparable](b *bench, what string, got, want Value) {
	b.Helper()
	if got != want {
		b.Errorf("%s: %v, want %v", what, got, want)
	}
}

func wantAll[Value comparable](b *bench, what string, got []Value, want ...Value) {
	b.Helper()
	if len(got) != len(want) {
		b.Errorf("%s: %v, want %v", what, got, want)
		return
	}
	for index := range want {
		wantSame(b, what, got[index], want[index])
	}
}

// numbers notes the data of messages, which are numbers; -1 for a gap.
type numbers struct{ all []int }

func (n *numbers) message(message realtime.Message[json.RawMessage]) {
	var number int
	if json.Unmarshal(message.Data, &number) == nil {
		n.all = append(n.all, number)
	}
}

func (n *numbers) gap(*realtime.Gap) { n.all = append(n.all, -1) }

// refusing answers subscriptions with an error, so many times.
func refusing(times int, code string, retryable bool) runtimetest.MemoryOption {
	return runtimetest.OnFrame(func(frame protocol.ClientFrame, connection *runtimetest.MemoryConnection) bool {
		subscribe, ok := frame.(*protocol.SubscribeFrame)
		if !ok || times == 0 {
			return false
		}
		times--
		connection.Push(&protocol.ErrorFrame{ID: &subscribe.ID, Code: code, Message: "No.", Retryable: retryable})
		return true
	})
}

// silent answers no request of this type.
func silent[Frame protocol.ClientFrame]() runtimetest.MemoryOption {
	return runtimetest.OnFrame(func(frame protocol.ClientFrame, _ *runtimetest.MemoryConnection) bool {
		_, is := frame.(Frame)
		return is
	})
}

// codeOf gives the code of an error; its text where it has none.
func codeOf(err error) string {
	var failure *realtime.Error
	if errors.As(err, &failure) {
		return failure.Code()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

var background = context.Background()
