// A token comes near its end: an event says so, it is renewed in band, and nothing is interrupted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strconv"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

const office = "office"

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	backend, err := parlance.NewClient()
	if err != nil {
		return err
	}
	settings := &parlance.ChannelSettingsUpdate{ClientPublish: runtime.Ptr(true)}
	params := &parlance.ChannelsUpdateParams{Body: parlance.ChannelUpdate{Settings: settings}}
	if _, err := backend.Channels.Update(ctx, office, params); err != nil {
		return err
	}
	tokens := inbox.New[string]()
	rt, err := parlance.NewRealtime(backend, realtime.WithTokenSource(tokenSource(backend, tokens)))
	if err != nil {
		return err
	}
	defer rt.Close()

	states, direct := inbox.New[string](), inbox.New[string]()
	rt.OnState(func(state protocol.ConnectionState) { states.Add(state.Status()) })
	rt.OnDirect(func(item realtime.Direct) { direct.Add(item.Message.Event) })
	clock, err := rt.Channels(office)
	if err != nil {
		return err
	}
	ticks := inbox.New[string]()
	subscription, err := clock.Subscribe(func(message realtime.Message[json.RawMessage]) { ticks.Add(string(message.Data)) })
	if err != nil {
		return err
	}
	if _, err := subscription.Ready(ctx); err != nil {
		return err
	}

	// A publish each quarter of a second, over three tokens.
	pace := time.NewTicker(250 * time.Millisecond)
	defer pace.Stop()
	published := 0
	for ; len(tokens.Items()) < 4; published++ {
		if _, err := clock.Publish(ctx, "tick", published); err != nil {
			return err
		}
		<-pace.C
	}
	expect.Equal(direct.AtLeast(1)[0], "session.expiring")
	for i, tick := range ticks.AtLeast(published) {
		expect.Equal(tick, strconv.Itoa(i))
	}
	expect.Equal(states.Items(), []string{"connecting", "connected"})
	fmt.Printf("%d tokens of 4 s; %d ticks, none lost, on one connection\n", len(tokens.Items()), published)
	return nil
}

func tokenSource(backend *parlance.Client, tokens *inbox.Inbox[string]) realtime.TokenSource {
	return func(ctx context.Context) (string, error) {
		body := parlance.TokenCreate{
			UserID:          runtime.Ptr("ada"),
			LifetimeSeconds: runtime.Ptr[int64](4),
			Grants: []parlance.Grant{{
				Scopes:    []parlance.Scope{"channels:subscribe", "channels:publish"},
				Resources: &parlance.Filter{Extra: runtime.MustExtra(map[string]any{"name": office})},
			}},
		}
		issued, err := backend.Tokens.Create(ctx, &parlance.TokensCreateParams{Body: body})
		if err != nil {
			return "", err
		}
		tokens.Add(issued.Token)
		if len(tokens.Items()) > 1 {
			// A back end that takes its time, so that the platform reminds us.
			time.Sleep(800 * time.Millisecond)
		}
		return issued.Token, nil
	}
}
