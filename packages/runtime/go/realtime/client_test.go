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

func TestAddress(t *testing.T) {
	for address, good := range map[string]bool{
		"wss://platform.test/v1/socket": true,
		"http://127.0.0.1:7300/socket":  true,
		"":                              false,
		"platform.test":                 false,
		"ftp://platform.test":           false,
		"wss://user:secret@platform":    false,
		"wss://platform.test#fragment":  false,
		"wss:///socket":                 false,
	} {
		client, err := realtime.New(address)
		if (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
		if err == nil {
			_ = client.Close()
		} else if codeOf(err) != "configuration_invalid" {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestConnect(t *testing.T) {
	within(t, func(b *bench) {
		var states []string
		b.client.OnState(func(state protocol.ConnectionState) { states = append(states, state.Status()) })
		connection := b.connect()
		synctest.Wait()
		wantAll(b, "states", states, "connecting", "connected")
		hello := runtimetest.FramesOf[*protocol.HelloFrame](connection)[0]
		wantSame(b, "token", hello.Token, "token-1")
		wantSame(b, "address", connection.URL, address)
		b.must(b.client.Connect(b.Context()))
		wantSame(b, "connections", len(b.transport.Connections()), 1)
	}, realtime.WithToken("token-1"))
}

func TestConnectGivesUpWaitingWithItsContext(t *testing.T) {
	within(t, func(b *bench) {
		b.transport.Refuse(1)
		ctx, cancel := context.WithCancelCause(b.Context())
		reason := errors.New("enough")
		cancel(reason)
		if err := b.client.Connect(ctx); !errors.Is(err, reason) {
			b.Errorf("it failed with %v", err)
		}
		synctest.Wait()
		b.reconnected()
	})
}

func TestTokens(t *testing.T) {
	type given struct {
		token string
		err   error
	}
	final := finalError{}
	for name, each := range map[string]struct {
		given  []given
		status string
		code   string
		asked  int
	}{
		"an error that will pass is tried again":  {[]given{{err: errors.New("later")}, {token: "t"}}, "connected", "", 2},
		"an error that says so ends the client":   {[]given{{err: final}}, "failed", "credentials_failed", 1},
		"no token at all ends the client as well": {[]given{{}}, "failed", "credentials_failed", 1},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			source := func(context.Context) (string, error) {
				next := each.given[min(asked, len(each.given)-1)]
				asked++
				return next.token, next.err
			}
			within(t, func(b *bench) {
				done := make(chan error, 1)
				go func() { done <- b.client.Connect(background) }()
				synctest.Wait()
				b.pass(250 * time.Millisecond)
				err := <-done
				wantSame(b, "status", b.status(), each.status)
				wantSame(b, "code", codeOf(err), each.code)
				wantSame(b, "asked", asked, each.asked)
			}, realtime.WithTokenSource(source))
		})
	}
}

type finalError struct{}

func (finalError) Error() string   { return "never" }
func (finalError) Retryable() bool { return false }

func TestATokenIsRefreshedInBand(t *testing.T) {
	asked := 0
	tokens := realtime.WithTokenSource(func(context.Context) (string, error) {
		asked++
		return []string{"", "one", "two", "three"}[asked], nil
	})
	ttl := runtimetest.WithWelcome(func(welcome *protocol.WelcomeFrame) {
		ms := int64(60_000)
		welcome.TokenTTLMs = &ms
	})
	within(t, func(b *bench) {
		connection := b.connect()
		b.pass(32 * time.Second)
		auths := runtimetest.FramesOf[*protocol.AuthFrame](connection)
		if len(auths) != 1 || auths[0].Token != "two" {
			b.Errorf("the tokens sent are %v", auths)
		}
	}, tokens, ttl)
}

func TestReconnectsAndResumes(t *testing.T) {
	within(t, func(b *bench) {
		var received numbers
		_, err := b.client.Channel("chat").Subscribe(received.message)
		b.must(err)
		connection := b.connect()
		synctest.Wait()
		connection.Publish("chat", "n", 1)
		connection.Cut()
		wantSame(b, "status", b.status(), "reconnecting")
		connection = b.reconnected()
		hello := runtimetest.FramesOf[*protocol.HelloFrame](connection)[0]
		wantSame(b, "session", hello.Resume.Session, "memory")
		wantSame(b, "since", hello.Subscriptions[0].Since.Offset, int64(1))
		connection.Publish("chat", "n", 2)
		synctest.Wait()
		wantAll(b, "received", received.all, 1, 2)
	})
}

func TestAHostThatSleptAsksForASignOfLife(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		b.clock.Jump(2 * time.Hour)
		synctest.Wait()
		if pings := runtimetest.FramesOf[*protocol.PingFrame](connection); len(pings) != 1 {
			b.Errorf("%d pings", len(pings))
		}
	})
}

func TestASilentServerIsGivenUp(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		b.pass(35 * time.Second)
		if closed := connection.Closed(); closed == nil || closed.Code != 4201 {
			b.Errorf("it was closed with %v", closed)
		}
		b.reconnected()
	})
}

func TestAttemptsAreBounded(t *testing.T) {
	within(t, func(b *bench) {
		b.transport.Refuse(2)
		done := make(chan error, 1)
		go func() { done <- b.client.Connect(background) }()
		synctest.Wait()
		b.pass(250 * time.Millisecond)
		if err := <-done; !errors.Is(err, realtime.ErrAttemptsExhausted) {
			b.Errorf("it failed with %v", err)
		}
		_, err := b.client.Channel("chat").Publish(background, "n", 1)
		wantSame(b, "code", codeOf(err), "attempts_exhausted")
	}, realtime.WithBackoff(realtime.Backoff{Attempts: 2}))
}

func TestARefusalOfTheTransportEndsTheClient(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		connection.CutWith(1006, "", &protocol.Error{Code: "status_404", Message: "Nothing here."})
		failed, ok := b.client.State().(protocol.Failed)
		if !ok || failed.Err.Code != "status_404" {
			b.Errorf("the state is %v", b.client.State())
		}
	})
}

func TestAMalformedFrameBreaksTheConnection(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		connection.Garble("It is none.")
		wantSame(b, "code", connection.Closed().Code, 1002)
		b.reconnected()
	})
}

func TestDisconnectKeepsWhatWaits(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		b.client.Disconnect()
		wantSame(b, "status", b.status(), "idle")
		wantSame(b, "code", connection.Closed().Code, 1001)
		publishing := b.client.Channel("chat").PublishAsync("n", 1)
		b.pass(time.Second)
		wantSame(b, "connections", len(b.transport.Connections()), 1)
		b.connect()
		published, err := publishing.Wait(b.Context())
		b.must(err)
		wantSame(b, "offset", published.Offset, int64(1))
	})
}

func TestCloseSettlesEverything(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		publishing := b.client.Channel("chat").PublishAsync("n", 1)
		iterated := make(chan error, 1)
		go func() {
			var last error
			for _, err := range b.client.Channel("desk").Messages(background) {
				last = err
			}
			iterated <- last
		}()
		synctest.Wait()
		b.must(b.client.Close())
		if _, err := publishing.Wait(b.Context()); !errors.Is(err, realtime.ErrClosed) {
			b.Errorf("the publish ended with %v", err)
		}
		if err := <-iterated; err != nil {
			b.Errorf("the iteration ended with %v", err)
		}
		wantSame(b, "code", connection.Closed().Code, 1000)
		_, err := b.client.Channel("chat").Subscribe(func(realtime.Message[json.RawMessage]) {})
		if !errors.Is(err, realtime.ErrClosed) || !errors.Is(b.client.Connect(background), realtime.ErrClosed) {
			b.Errorf("a closed client goes on: %v", err)
		}
	}, silent[*protocol.PublishFrame]())
}

func TestCloseFromAHandlerAndTwice(t *testing.T) {
	within(t, func(b *bench) {
		b.client.OnState(func(state protocol.ConnectionState) {
			if state.Status() == "connected" {
				_ = b.client.Close()
			}
		})
		_ = b.client.Connect(background)
		synctest.Wait()
		wantSame(b, "status", b.status(), "closed")
	})
}

func TestRequests(t *testing.T) {
	answering := runtimetest.OnFrame(func(frame protocol.ClientFrame, connection *runtimetest.MemoryConnection) bool {
		request, ok := frame.(*protocol.RequestFrame)
		if !ok {
			return false
		}
		switch request.Method {
		case "echo":
			connection.Push(runtimetest.Ok(request.ID, protocol.RequestOk{ID: request.ID, Result: request.Params}))
		case "fail":
			after := int64(1_500)
			connection.Push(&protocol.ErrorFrame{
				ID: &request.ID, Code: protocol.CodeRateLimited, Message: "Wait.", Retryable: true, AfterMs: &after,
			})
		}
		return true
	})
	within(t, func(b *bench) {
		result, err := b.client.Request(b.Context(), "echo", map[string]any{"text": "a"})
		b.must(err)
		wantSame(b, "result", string(result), `{"text":"a"}`)

		_, err = b.client.Request(b.Context(), "fail", nil)
		var failure *realtime.Error
		if !errors.As(err, &failure) || !failure.Retryable() || failure.RetryAfter() != 1500*time.Millisecond {
			b.Errorf("it failed with %v", err)
		}
		_, err = b.client.Request(b.Context(), "echo", func() {})
		wantSame(b, "code", codeOf(err), "invalid_request")

		late := make(chan error, 1)
		go func() {
			_, err := b.client.Request(background, "never", nil, realtime.WithRequestTimeout(time.Second))
			late <- err
		}()
		synctest.Wait()
		b.pass(time.Second)
		if err := <-late; !errors.Is(err, realtime.ErrOutcomeUnknown) || !errors.Is(err, protocol.ErrTimeout) {
			b.Errorf("it timed out with %v", err)
		}

		ctx, cancel := context.WithCancel(b.Context())
		given := make(chan error, 1)
		go func() {
			_, err := b.client.Request(ctx, "never", nil)
			given <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-given; !errors.Is(err, context.Canceled) {
			b.Errorf("it was given up with %v", err)
		}
	}, answering)
}

func TestPingAndCast(t *testing.T) {
	within(t, func(b *bench) {
		if _, err := b.client.Ping(b.Context()); !errors.Is(err, realtime.ErrNotConnected) {
			b.Errorf("a ping without a connection: %v", err)
		}
		connection := b.connect()
		_, err := b.client.Ping(b.Context())
		b.must(err)
		b.must(b.client.Cast("streams.wave", map[string]int{"n": 1}))
		var casts []realtime.Cast
		b.client.OnCast(func(cast realtime.Cast) { casts = append(casts, cast) })
		connection.Push(&protocol.CastFrame{Method: "streams.left", Params: json.RawMessage(`{"n":2}`)})
		synctest.Wait()
		sent := runtimetest.FramesOf[*protocol.CastFrame](connection)
		if len(sent) != 1 || string(sent[0].Params) != `{"n":1}` || len(casts) != 1 || casts[0].Method != "streams.left" {
			b.Errorf("sent %v, received %v", sent, casts)
		}
	})
}

func TestDirectMessagesUnknownFramesAndErrors(t *testing.T) {
	within(t, func(b *bench) {
		var direct []realtime.Direct
		var unknown []realtime.Unknown
		var failures []error
		b.client.OnDirect(func(message realtime.Direct) { direct = append(direct, message) })
		stop := b.client.OnUnknown(func(each realtime.Unknown) { unknown = append(unknown, each) })
		b.client.OnError(func(err error) { failures = append(failures, err) })
		connection := b.connect()
		novelty := &protocol.UnknownFrame{Type: "novelty", Raw: json.RawMessage(`{"type":"novelty"}`)}
		connection.Push(&protocol.MessageFrame{Channel: "user:ada", Data: json.RawMessage(`1`)}, novelty)
		connection.Push(&protocol.ErrorFrame{Code: protocol.CodeRateLimited, Message: "Too much.", Retryable: true})
		synctest.Wait()
		if len(direct) != 1 || string(direct[0].Message.Data) != "1" {
			b.Errorf("direct messages: %v", direct)
		}
		if len(unknown) != 1 || unknown[0].Type != "novelty" || len(failures) != 1 {
			b.Errorf("unknown: %v, errors: %v", unknown, failures)
		}
		stop()
		connection.Push(novelty)
		synctest.Wait()
		wantSame(b, "unknown", len(unknown), 1)
	})
}
