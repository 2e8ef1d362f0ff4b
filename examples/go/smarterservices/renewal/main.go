// A token that ends is renewed through the callback, in band; a revoked one ends the client for good.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

const topic = "session.status"

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
	if _, err := backend.Topics.Create(ctx, &parlance.TopicsCreateParams{Body: parlance.TopicCreate{Name: topic}}); err != nil {
		return err
	}

	// The callback of a device would ask its own backend.
	issued := inbox.New[string]()
	rt, err := parlance.NewRealtime(backend, realtime.WithTokenSource(func(context.Context) (string, error) {
		signed, err := backend.CreateToken(runtime.TokenRequest{
			Subject:  "ada",
			Lifetime: 3 * time.Second,
			Grants:   []parlance.Grant{{Scopes: []parlance.Scope{"topics:subscribe"}}},
		})
		issued.Add(signed.Token)
		return signed.Token, err
	}))
	if err != nil {
		return err
	}
	defer rt.Close()
	states := inbox.New[protocol.ConnectionState]()
	rt.OnState(states.Add)
	rt.OnError(func(err error) { fmt.Println("The client is told:", err) })
	channel, err := rt.Topics(topic)
	if err != nil {
		return err
	}
	numbers := inbox.New[string]()
	subscription, err := channel.Subscribe(func(message realtime.Message[*parlance.TopicEventPublishedEvent]) {
		numbers.Add(fmt.Sprint(message.Data.Data.Payload.Or(nil)))
	})
	if err != nil {
		return err
	}
	if _, err := subscription.Ready(ctx); err != nil {
		return err
	}
	if err := emit(ctx, backend, 1); err != nil {
		return err
	}

	// Three tokens later the first two have long expired.
	issued.AtLeast(4)
	if err := emit(ctx, backend, 2); err != nil {
		return err
	}
	expect.Equal(numbers.AtLeast(2), []string{"1", "2"})
	expect.Equal(statuses(states.Items()), []string{"connecting", "connected"})
	fmt.Printf("%d tokens of 3 s, one connection, one subscription\n", len(issued.Items()))

	revocation := parlance.TokenRevoke{UserID: runtime.Ptr("ada")}
	if err := backend.Tokens.Revoke(ctx, &parlance.TokensRevokeParams{Body: revocation}); err != nil {
		return err
	}
	failed, ok := states.AtLeast(3)[2].(protocol.Failed)
	expect.Equal(ok, true)
	expect.Equal(failed.Err.Retryable, false)
	fmt.Printf("Revoked: %s. It does not come back\n", failed.Err.Code)
	expect.Equal(subscription.State().Status(), "unsubscribed")
	expect.Refusal[*realtime.Error](rt.Connect(ctx), failed.Err.Code)
	return nil
}

func emit(ctx context.Context, backend *parlance.Client, number int) error {
	body := parlance.DomainEventCreate{Type: "counted", Payload: runtime.Value[any](number)}
	_, err := backend.Topics.Publish(ctx, topic, &parlance.TopicsPublishParams{Body: body})
	return err
}

func statuses(states []protocol.ConnectionState) []string {
	var names []string
	for _, state := range states {
		names = append(names, state.Status())
	}
	return names
}
