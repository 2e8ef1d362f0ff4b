//go:build go1.25

package realtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
)

func TestSubscribe(t *testing.T) {
	within(t, func(b *bench) {
		var got []realtime.Message[json.RawMessage]
		var states []string
		live := 0
		subscription, err := b.client.Channel("chat").Subscribe(
			func(message realtime.Message[json.RawMessage]) { got = append(got, message) },
			realtime.WithFilter(map[string]any{"event": "said"}),
			realtime.WithRewind(5),
			realtime.OnLive(func() { live++ }),
			realtime.OnState(func(state protocol.SubscriptionState) { states = append(states, state.Status()) }),
		)
		b.must(err)
		ready, err := subscription.Ready(b.Context())
		b.must(err)
		wantSame(b, "recovered", ready.Recovered, protocol.RecoveryNone)
		connection := b.transport.Connection()
		asked := runtimetest.FramesOf[*protocol.HelloFrame](connection)[0].Subscriptions[0]
		filter, _ := json.Marshal(asked.Filter)
		wantSame(b, "filter", string(filter), `{"event":"said"}`)
		wantSame(b, "rewind", *asked.Rewind.Count, int64(5))

		connection.Publish("chat", "said", map[string]string{"text": "Hello"})
		synctest.Wait()
		message := got[0]
		wantSame(b, "event", message.Event, "said")
		wantSame(b, "data", string(message.Data), `{"text":"Hello"}`)
		wantSame(b, "id", message.ID(), "msg_memory01_1")
		position, ok := subscription.Position()
		if at, known := message.Position(); !ok || !known || at != position {
			b.Errorf("the position is %v, that of the message %v", position, at)
		}
		subscription.Unsubscribe()
		subscription.Unsubscribe()
		connection.Publish("chat", "said", 2)
		synctest.Wait()
		wantSame(b, "messages", len(got), 1)
		wantSame(b, "live", live, 1)
		wantAll(b, "states", states, "subscribed", "unsubscribed")
		if frames := runtimetest.FramesOf[*protocol.UnsubscribeFrame](connection); len(frames) != 1 {
			b.Errorf("%d frames", len(frames))
		}
	})
}

func TestAGapIsToldBetweenTheMessages(t *testing.T) {
	within(t, func(b *bench) {
		var received numbers
		subscription, err := b.client.Channel("chat").Subscribe(received.message, realtime.OnGap(received.gap))
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		connection := b.transport.Connection()
		connection.Publish("chat", "n", 1)
		connection.Push(&protocol.GapFrame{
			Channel: "chat", Reason: "conflated",
			From: protocol.Position{Epoch: "memory01", Offset: 1}, To: protocol.Position{Epoch: "memory01", Offset: 4},
		})
		offset := int64(5)
		connection.Push(&protocol.MessageFrame{Channel: "chat", Offset: &offset, Data: json.RawMessage("5")})
		synctest.Wait()
		wantAll(b, "received", received.all, 1, -1, 5)
	})
}

func TestAGapThatNobodyAsksForIsAnErrorOfTheClient(t *testing.T) {
	within(t, func(b *bench) {
		var told []error
		b.client.OnError(func(err error) { told = append(told, err) })
		subscription, err := b.client.Channel("chat").Subscribe(func(realtime.Message[json.RawMessage]) {})
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		b.transport.Connection().Push(&protocol.GapFrame{
			Channel: "chat", Reason: "conflated",
			From: protocol.Position{Epoch: "memory01", Offset: 1}, To: protocol.Position{Epoch: "memory01", Offset: 4},
		})
		synctest.Wait()
		var gap *realtime.Gap
		if len(told) != 1 || !errors.As(told[0], &gap) || gap.Channel != "chat" {
			b.Errorf("told: %v", told)
		}
	})
}

func TestSubscribeOptionsThatMakeNoSense(t *testing.T) {
	within(t, func(b *bench) {
		for name, option := range map[string]realtime.SubscribeOption{
			"WithBuffer":         realtime.WithBuffer(0),
			"WithOverflow":       realtime.WithOverflow("newest"),
			"OverflowDropOldest": realtime.WithOverflow(realtime.OverflowDropOldest),
		} {
			_, err := b.client.Channel("chat").Subscribe(func(realtime.Message[json.RawMessage]) {}, option)
			if codeOf(err) != "configuration_invalid" || !strings.Contains(err.Error(), name) {
				b.Errorf("%s gives %v", name, err)
			}
		}
		for _, err := range b.client.Channel("chat").Messages(b.Context(), realtime.WithBuffer(-1)) {
			wantSame(b, "an iteration", codeOf(err), "configuration_invalid")
		}
		wantSame(b, "status", b.status(), "idle")
	})
}

func TestARefusalIsToldOnce(t *testing.T) {
	for name, waits := range map[string]bool{"to who waits": true, "else as an error of the client": false} {
		t.Run(name, func(t *testing.T) {
			within(t, func(b *bench) {
				var told []string
				b.client.OnError(func(err error) { told = append(told, codeOf(err)) })
				b.client.Disconnect()
				subscription, err := b.client.Channel("chat").Subscribe(func(realtime.Message[json.RawMessage]) {})
				b.must(err)
				var refusal error
				if waits {
					go func() { _, refusal = subscription.Ready(background) }()
				}
				synctest.Wait()
				b.connect()
				synctest.Wait()
				wantSame(b, "refused to who waits", codeOf(refusal) == "channel_forbidden", waits)
				wantSame(b, "errors", len(told), map[bool]int{true: 0, false: 1}[waits])
				wantSame(b, "status", subscription.State().Status(), "unsubscribed")
			}, refusing(1, protocol.CodeChannelForbidden, false))
		})
	}
}

func TestUntilEndsASubscription(t *testing.T) {
	within(t, func(b *bench) {
		ctx, cancel := context.WithCancel(b.Context())
		none := func(realtime.Message[json.RawMessage]) {}
		subscription, err := b.client.Channel("chat").Subscribe(none, realtime.Until(ctx))
		b.must(err)
		cancel()
		synctest.Wait()
		wantSame(b, "status", subscription.State().Status(), "unsubscribed")
	})
}

func TestAFilterThatIsNoJSON(t *testing.T) {
	within(t, func(b *bench) {
		none := func(realtime.Message[json.RawMessage]) {}
		_, err := b.client.Channel("chat").Subscribe(none, realtime.WithFilter(func() {}))
		wantSame(b, "code", codeOf(err), "invalid_request")
	})
}

func TestAHandlerMayPublishAndBlock(t *testing.T) {
	within(t, func(b *bench) {
		chat := b.client.Channel("chat")
		var published []int64
		subscription, err := chat.Subscribe(func(realtime.Message[json.RawMessage]) {
			answer, err := b.client.Channel("answers").Publish(background, "n", 1)
			b.must(err)
			published = append(published, answer.Offset)
		}, realtime.WithBuffer(2))
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		for number := range 6 {
			b.transport.Connection().Publish("chat", "n", number)
		}
		synctest.Wait()
		wantSame(b, "first", published[0], int64(1))
		wantSame(b, "status", subscription.State().Status(), "subscribed")
	})
}

func TestASlowHandlerIsWaitedFor(t *testing.T) {
	within(t, func(b *bench) {
		release := make(chan struct{})
		var received numbers
		subscription, err := b.client.Channel("chat").Subscribe(func(message realtime.Message[json.RawMessage]) {
			<-release
			received.message(message)
		}, realtime.WithBuffer(3))
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		connection := b.transport.Connection()
		for number := range 5 {
			connection.Publish("chat", "n", number+1)
		}
		synctest.Wait()
		if frames := runtimetest.FramesOf[*protocol.UnsubscribeFrame](connection); len(frames) != 1 {
			b.Fatalf("it was given up %d times", len(frames))
		}
		close(release)
		synctest.Wait()
		wantAll(b, "received", received.all, 1, 2, 3)
		again := runtimetest.FramesOf[*protocol.SubscribeFrame](connection)
		wantSame(b, "since", again[len(again)-1].Since.Offset, int64(3))
		wantSame(b, "status", subscription.State().Status(), "subscribed")
	})
}

func TestABurstFitsIntoTheBuffer(t *testing.T) {
	within(t, func(b *bench) {
		release := make(chan struct{})
		handled := 0
		subscription, err := b.client.Channel("chat").Subscribe(func(realtime.Message[json.RawMessage]) {
			<-release
			handled++
		})
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		connection := b.transport.Connection()
		for number := range 3_999 {
			connection.Publish("chat", "n", number)
		}
		synctest.Wait()
		wantSame(b, "given up", len(runtimetest.FramesOf[*protocol.UnsubscribeFrame](connection)), 0)
		close(release)
		synctest.Wait()
		wantSame(b, "handled", handled, 3_999)
	})
}

func TestMessages(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		got := make(chan string)
		ctx, cancel := context.WithCancelCause(b.Context())
		ended := make(chan error)
		go func() {
			var last error
			for message, err := range b.client.Channel("chat").Messages(ctx) {
				var gap *realtime.Gap
				if errors.As(err, &gap) {
					got <- gap.Reason
				} else if err != nil {
					last = err
				} else {
					got <- string(message.Data)
				}
			}
			ended <- last
		}()
		synctest.Wait()
		connection.Publish("chat", "n", 1)
		wantSame(b, "first", <-got, "1")
		to := protocol.Position{Epoch: "other", Offset: 9}
		connection.Push(&protocol.GapFrame{Channel: "chat", To: to, Reason: "epoch_changed"})
		wantSame(b, "second", <-got, "epoch_changed")
		reason := errors.New("enough")
		cancel(reason)
		if err := <-ended; !errors.Is(err, reason) {
			b.Errorf("it ended with %v", err)
		}
		synctest.Wait()
		wantSame(b, "given up", len(runtimetest.FramesOf[*protocol.UnsubscribeFrame](connection)), 1)
	})
}

func TestMessagesOfARefusedSubscription(t *testing.T) {
	within(t, func(b *bench) {
		told := 0
		b.client.OnError(func(error) { told++ })
		var codes []string
		for _, err := range b.client.Channel("chat").Messages(b.Context()) {
			codes = append(codes, codeOf(err))
		}
		wantAll(b, "codes", codes, "channel_forbidden")
		synctest.Wait()
		wantSame(b, "errors of the client", told, 0)
	}, refusing(1, protocol.CodeChannelForbidden, false))
}

func TestASlowReader(t *testing.T) {
	for overflow, want := range map[realtime.Overflow]string{
		// The server in memory forgets what it has sent.
		realtime.OverflowResume:     "1 2 3 4",
		realtime.OverflowDropOldest: "1 buffer_exceeded 4 5",
	} {
		t.Run(string(overflow), func(t *testing.T) {
			within(t, func(b *bench) {
				connection := b.connect()
				started, release := make(chan struct{}), make(chan struct{})
				ctx, cancel := context.WithCancel(b.Context())
				var got []string
				done := make(chan struct{})
				go func() {
					defer close(done)
					options := []realtime.SubscribeOption{realtime.WithBuffer(3), realtime.WithOverflow(overflow)}
					for message, err := range b.client.Channel("chat").Messages(ctx, options...) {
						var gap *realtime.Gap
						switch {
						case errors.As(err, &gap):
							got = append(got, gap.Reason)
						case err != nil:
							return
						default:
							got = append(got, string(message.Data))
						}
						if len(got) == 1 {
							close(started)
							<-release
						}
					}
				}()
				synctest.Wait()
				connection.Publish("chat", "n", 1)
				<-started
				for number := range 4 {
					connection.Publish("chat", "n", number+2)
				}
				close(release)
				synctest.Wait()
				cancel()
				<-done
				wantSame(b, "read", strings.Join(got, " "), want)
			})
		})
	}
}

func TestPublish(t *testing.T) {
	within(t, func(b *bench) {
		chat := b.client.Channel("chat")
		published, err := chat.Publish(b.Context(), "said", map[string]string{"text": "Hello"},
			realtime.WithTags(map[string]string{"lang": "en"}), realtime.WithTTL(time.Minute))
		b.must(err)
		wantSame(b, "offset", published.Offset, int64(1))
		frame := runtimetest.FramesOf[*protocol.PublishFrame](b.transport.Connection())[0]
		wantSame(b, "data", string(frame.Data), `{"text":"Hello"}`)
		wantSame(b, "ttl", *frame.TTLSeconds, int64(60))
		if !strings.HasSuffix(frame.PublishID, ":1") || frame.Tags["lang"] != "en" {
			b.Errorf("the frame is %+v", frame)
		}
		_, err = chat.Publish(b.Context(), "said", make(chan int))
		wantSame(b, "code", codeOf(err), "invalid_request")
		_, err = chat.Publish(b.Context(), "said", json.RawMessage(`{"half":`))
		wantSame(b, "code", codeOf(err), "invalid_request")
		ended, cancel := context.WithCancel(b.Context())
		cancel()
		if _, err = chat.Publish(ended, "said", 1); !errors.Is(err, context.Canceled) {
			b.Errorf("it ended with %v", err)
		}
		if _, err = chat.Publish(b.Context(), "said", nil); err != nil {
			b.Errorf("nothing was not published: %v", err)
		}
	})
}

func TestAnUnansweredPublishIsSentAgain(t *testing.T) {
	answers := false
	held := runtimetest.OnFrame(func(frame protocol.ClientFrame, _ *runtimetest.MemoryConnection) bool {
		_, publish := frame.(*protocol.PublishFrame)
		return publish && !answers
	})
	within(t, func(b *bench) {
		connection := b.connect()
		publishing := b.client.Channel("chat").PublishAsync("n", 1, realtime.WithPublishID("mine"))
		synctest.Wait()
		answers = true
		connection.Cut()
		b.reconnected()
		_, err := publishing.Wait(b.Context())
		b.must(err)
		again := runtimetest.FramesOf[*protocol.PublishFrame](b.transport.Connection())
		wantSame(b, "publish id", again[0].PublishID, "mine")
	}, held)
}

func TestQueuePolicies(t *testing.T) {
	for policy, want := range map[realtime.QueuePolicy]string{
		realtime.QueueReject:     "ok ok queue_full queue_full",
		realtime.QueueDropOldest: "queue_full queue_full ok ok",
		realtime.QueueBlock:      "ok ok ok ok",
	} {
		t.Run(string(policy), func(t *testing.T) {
			within(t, func(b *bench) {
				b.client.Disconnect()
				var all []*realtime.Publishing
				for number := range 4 {
					all = append(all, b.client.Channel("chat").PublishAsync("n", number))
				}
				b.connect()
				var outcomes []string
				for _, each := range all {
					_, err := each.Wait(b.Context())
					if outcome := codeOf(err); outcome != "" {
						outcomes = append(outcomes, outcome)
					} else {
						outcomes = append(outcomes, "ok")
					}
				}
				text := strings.Join(outcomes, " ")
				wantSame(b, "outcomes", text, want)
			}, realtime.WithQueue(realtime.Queue{Messages: 2, Policy: policy}))
		})
	}
}

func TestAPublishThatWaitsForRoomCanBeGivenUp(t *testing.T) {
	within(t, func(b *bench) {
		b.client.Disconnect()
		first := b.client.Channel("chat").PublishAsync("n", 1)
		ctx, cancel := context.WithCancel(b.Context())
		cancel()
		second := b.client.Channel("chat").PublishAsync("n", 2)
		if _, err := second.Wait(ctx); !errors.Is(err, context.Canceled) {
			b.Errorf("it ended with %v", err)
		}
		connection := b.connect()
		_, err := first.Wait(b.Context())
		b.must(err)
		synctest.Wait()
		wantSame(b, "published", len(runtimetest.FramesOf[*protocol.PublishFrame](connection)), 1)
	}, realtime.WithQueue(realtime.Queue{Messages: 1, Policy: realtime.QueueBlock}))
}

func TestPressureHoldsPublishesBack(t *testing.T) {
	within(t, func(b *bench) {
		connection := b.connect()
		connection.SetBuffered(300 << 10)
		first := b.client.Channel("chat").PublishAsync("n", 1)
		second := b.client.Channel("chat").PublishAsync("n", 2)
		_, err := first.Wait(b.Context())
		b.must(err)
		wantSame(b, "published", len(runtimetest.FramesOf[*protocol.PublishFrame](connection)), 1)
		connection.SetBuffered(0)
		_, err = second.Wait(b.Context())
		b.must(err)
	})
}

func TestHistory(t *testing.T) {
	pages := runtimetest.OnFrame(func(frame protocol.ClientFrame, connection *runtimetest.MemoryConnection) bool {
		history, ok := frame.(*protocol.HistoryFrame)
		if !ok {
			return false
		}
		begin := int64(1)
		if history.From != nil {
			begin = history.From.Offset + 1
		}
		answer := protocol.HistoryOk{ID: history.ID, Epoch: "e1", Offset: 5}
		for offset := begin; offset <= min(5, begin+*history.Count-1); offset++ {
			answer.Items = append(answer.Items, protocol.Message{
				ID: "msg", Channel: history.Channel, Offset: offset, Epoch: "e1", Data: json.RawMessage("1"),
				PublishedAt: "2026-01-01T00:00:00.000Z",
			})
		}
		if cursor := "more"; begin+*history.Count <= 5 {
			answer.Cursor = &cursor
		}
		connection.Push(runtimetest.Ok(history.ID, answer))
		return true
	})
	within(t, func(b *bench) {
		read := func(most int) (offsets []int64) {
			for message, err := range b.client.Channel("chat").History(
				b.Context(), realtime.HistoryOldestFirst(), realtime.HistoryPageSize(2),
			) {
				b.must(err)
				offsets = append(offsets, message.Offset)
				if len(offsets) == most || !message.Replay || message.PublishedAt.Year() != 2026 {
					break
				}
			}
			return offsets
		}
		wantAll(b, "all", read(0), 1, 2, 3, 4, 5)
		wantAll(b, "some", read(3), 1, 2, 3)
		wantSame(b, "pages", len(runtimetest.FramesOf[*protocol.HistoryFrame](b.transport.Connection())), 5)
	}, pages)
}

type paid struct{ Amount int }
type shipped struct{ Parcel string }

func TestTypedChannels(t *testing.T) {
	orders := realtime.Descriptor[any]{
		ID:      "orders",
		Address: "order:{order}",
		Events: map[string]realtime.EventDecoder[any]{
			"order.paid":    realtime.DecodeEvent[any, paid],
			"order.shipped": realtime.DecodeEvent[any, shipped],
		},
	}
	within(t, func(b *bench) {
		_, err := realtime.ChannelOf(b.client, orders, nil)
		wantSame(b, "code", codeOf(err), "configuration_invalid")
		channel, err := realtime.ChannelOf(b.client, orders, map[string]string{"order": "12"})
		b.must(err)
		wantSame(b, "name", channel.Name(), "order:12")
		var got []any
		var unknown []realtime.Unknown
		note := func(each realtime.Unknown) { unknown = append(unknown, each) }
		b.client.OnUnknown(note)
		subscription, err := channel.Subscribe(func(message realtime.Message[any]) { got = append(got, message.Data) })
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		connection := b.transport.Connection()
		connection.Publish("order:12", "order.paid", paid{Amount: 7})
		connection.Publish("order:12", "order.lost", 1)
		connection.Publish("order:12", "order.shipped", "no object")
		synctest.Wait()
		if len(got) != 1 || got[0].(*paid).Amount != 7 {
			b.Errorf("received %v", got)
		}
		if len(unknown) != 2 || unknown[0].Err != nil || unknown[1].Err == nil || string(unknown[0].Message.Data) != "1" {
			b.Errorf("unknown: %v", unknown)
		}
	})
}

func TestPrivateChannels(t *testing.T) {
	var asked []string
	authorize := realtime.WithAuthorizer(func(_ context.Context, request realtime.AuthorizeRequest) (string, error) {
		asked = append(asked, request.Channel+" "+request.Connection)
		return "token-" + string(rune('0'+len(asked))), nil
	})
	within(t, func(b *bench) {
		subscription, err := b.client.Channel("private-desk").Subscribe(func(realtime.Message[json.RawMessage]) {})
		b.must(err)
		_, err = subscription.Ready(b.Context())
		b.must(err)
		subscribed := runtimetest.FramesOf[*protocol.SubscribeFrame](b.transport.Connection())
		wantSame(b, "token", subscribed[len(subscribed)-1].Token, "token-2")
		wantAll(b, "asked", asked, "private-desk conn_memory", "private-desk conn_memory")
	}, authorize, refusing(1, protocol.CodeChannelForbidden, false))
}

func TestAChannelWaitsForItsAuthorisation(t *testing.T) {
	// Made in the bubble, where waiting for it counts.
	var answer chan string
	authorize := realtime.WithAuthorizer(func(ctx context.Context, _ realtime.AuthorizeRequest) (string, error) {
		select {
		case token := <-answer:
			return token, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	})
	within(t, func(b *bench) {
		answer = make(chan string)
		desk := b.client.Channel("private-desk")
		_, err := desk.Subscribe(func(realtime.Message[json.RawMessage]) {})
		b.must(err)
		held := desk.PublishAsync("n", 1)
		_, err = b.client.Channel("chat").Publish(b.Context(), "n", 2)
		b.must(err)
		synctest.Wait()
		select {
		case <-held.Done():
			b.Error("it did not wait")
		default:
		}
		answer <- "token"
		_, err = held.Wait(b.Context())
		b.must(err)
	}, authorize)
}

func TestAnAuthorisationThatIsRefusedForGood(t *testing.T) {
	authorize := realtime.WithAuthorizer(func(context.Context, realtime.AuthorizeRequest) (string, error) {
		return "", finalError{}
	})
	within(t, func(b *bench) {
		subscription, err := b.client.Channel("presence-lobby").Subscribe(func(realtime.Message[json.RawMessage]) {})
		b.must(err)
		_, err = subscription.Ready(b.Context())
		wantSame(b, "code", codeOf(err), "credentials_failed")
		if !errors.Is(err, finalError{}) {
			b.Errorf("the cause of %v is lost", err)
		}
	}, authorize)
}

func TestPresence(t *testing.T) {
	member := func(id, state string) protocol.PresenceMember {
		return protocol.PresenceMember{ID: id, ConnectionIDs: []string{"conn"}, State: json.RawMessage(state)}
	}
	within(t, func(b *bench) {
		var told []string
		note := func(what string) func(protocol.PresenceMember) {
			return func(member protocol.PresenceMember) { told = append(told, what+" "+member.ID) }
		}
		lobby, err := b.client.Channel("presence-lobby").Presence(
			realtime.OnEnter(note("enter")), realtime.OnUpdate(note("update")), realtime.OnLeave(note("leave")),
			realtime.OnSync(func(all []protocol.PresenceMember) { told = append(told, "sync") }),
		)
		b.must(err)
		b.must(lobby.Enter(b.Context(), map[string]bool{"typing": true}))
		connection := b.transport.Connection()
		request := runtimetest.FramesOf[*protocol.PresenceRequest](connection)[0]
		wantSame(b, "data", string(request.Data), `{"typing":true}`)

		const channel = "presence-lobby"
		page := []protocol.PresenceMember{member("ada", "1")}
		connection.Push(&protocol.PresenceSyncFrame{Channel: channel, Version: 1, Members: page})
		connection.Push(
			&protocol.PresenceFrame{Channel: channel, Version: 2, Event: "enter", Member: member("ben", "1")},
			&protocol.PresenceFrame{Channel: channel, Version: 3, Event: "update", Member: member("ada", "2")},
			&protocol.PresenceFrame{Channel: channel, Version: 4, Event: "leave", Member: member("ben", "1")},
		)
		synctest.Wait()
		wantAll(b, "told", told, "sync", "enter ben", "update ada", "leave ben")
		wantSame(b, "synced", lobby.Synced(), true)
		if members := lobby.Members(); len(members) != 1 || string(members[0].State) != "2" {
			b.Errorf("the members are %v", members)
		}
		b.must(lobby.Update(b.Context(), nil))
		b.must(lobby.Leave(b.Context()))
		actions := []string{}
		for _, each := range runtimetest.FramesOf[*protocol.PresenceRequest](connection) {
			actions = append(actions, each.Action)
		}
		wantAll(b, "actions", actions, "enter", "update", "leave")
		connection.Cut()
		wantSame(b, "synced", lobby.Synced(), false)
		lobby.Close()
		b.reconnected()
		if err := lobby.Enter(b.Context(), nil); err != nil && !errors.Is(err, realtime.ErrUnsubscribed) {
			b.Errorf("it failed with %v", err)
		}
	}, realtime.WithAuthorizer(func(context.Context, realtime.AuthorizeRequest) (string, error) { return "t", nil }))
}

func TestDocuments(t *testing.T) {
	reads := 0
	stored := []string{`{"revision":1,"data":{"list":[1],"n":1}}`, `{"revision":5,"data":{"n":5}}`}
	server := runtimetest.OnFrame(func(frame protocol.ClientFrame, connection *runtimetest.MemoryConnection) bool {
		request, ok := frame.(*protocol.RequestFrame)
		if ok {
			result := json.RawMessage(stored[min(reads, len(stored)-1)])
			reads++
			connection.Push(runtimetest.Ok(request.ID, protocol.RequestOk{ID: request.ID, Result: result}))
		}
		return ok
	})
	within(t, func(b *bench) {
		var states []string
		watch, err := b.client.WatchDocument(
			realtime.DocumentAddress{Collection: "exams", Document: "12"},
			realtime.OnDocument(func(document realtime.Document, change *realtime.DocumentChange) {
				kind := "read"
				if change != nil {
					kind = change.Kind
				}
				states = append(states, kind+string(document.Data))
			}),
		)
		b.must(err)
		first, err := watch.Ready(b.Context())
		b.must(err)
		wantSame(b, "revision", first.Revision, int64(1))
		change := func(revision int64, kind string, steps ...realtime.DiffStep) {
			b.transport.Connection().Publish("document:exams:12", "document.updated", map[string]any{
				"data": realtime.DocumentChange{
					Revision: revision, PreviousRevision: revision - 1, Kind: kind, Diff: steps,
				},
			})
			synctest.Wait()
		}
		add := realtime.DiffStep{Op: "add", Path: "/list/-", Value: json.RawMessage("2")}
		remove := realtime.DiffStep{Op: "remove", Path: "/n"}
		change(1, "known")
		change(2, "mutated", add, remove)
		change(5, "missing")
		change(6, "deleted")
		wantAll(b, "states", states,
			`read{"list":[1],"n":1}`, `mutated{"list":[1,2]}`, `read{"n":5}`, `deleted`)
		wantSame(b, "reads", reads, 2)
		watch.Close()
		wantSame(b, "status", watch.Subscription().State().Status(), "unsubscribed")
	}, server)
}

func TestADocumentThatCannotBeRead(t *testing.T) {
	within(t, func(b *bench) {
		tries := 0
		var ended error
		watch, err := b.client.WatchDocument(realtime.DocumentAddress{Collection: "exams", Document: "12"},
			realtime.ReadDocument(func(context.Context) (realtime.Document, error) {
				tries++
				if tries == 1 {
					return realtime.Document{}, realtime.ErrTimeout
				}
				return realtime.Document{}, finalError{}
			}),
			realtime.OnWatchEnd(func(err error) { ended = err }))
		b.must(err)
		synctest.Wait()
		b.pass(500 * time.Millisecond)
		_, err = watch.Ready(b.Context())
		if !errors.Is(err, finalError{}) || !errors.Is(ended, finalError{}) || tries != 2 {
			b.Errorf("after %d tries it ended with %v and %v", tries, err, ended)
		}
	})
}

func TestSubscriptionsOfOneChannelAreToldApart(t *testing.T) {
	within(t, func(b *bench) {
		var first, second numbers
		_, err := b.client.Channel("chat").Subscribe(first.message)
		b.must(err)
		_, err = b.client.Channel("chat").Subscribe(second.message)
		b.must(err)
		connection := b.connect()
		synctest.Wait()
		number, offset := int64(1), int64(1)
		connection.Push(&protocol.MessageFrame{
			Channel: "chat", Subscription: &number, Offset: &offset, Data: json.RawMessage("7"),
		})
		synctest.Wait()
		if len(first.all) != 0 || !slices.Equal(second.all, []int{7}) {
			b.Errorf("received %v and %v", first.all, second.all)
		}
	})
}
