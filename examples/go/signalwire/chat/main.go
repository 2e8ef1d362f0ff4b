// Tokens for chat and pub/sub, limited to their channels; history by cursor.
package main

import (
	"context"
	"fmt"
	"log"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
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

	ada, err := clientOf(ctx, backend, parlance.TokenCreate{
		UserID:          runtime.Ptr("ada"),
		LifetimeSeconds: runtime.Ptr[int64](900),
		Grants: []parlance.Grant{{
			Scopes:    []parlance.Scope{"channels:read", "channels:publish", "channels:history"},
			Resources: &parlance.Filter{Extra: runtime.MustExtra(map[string]any{"name": office})},
		}},
	})
	if err != nil {
		return err
	}
	if err := chat(ctx, ada); err != nil {
		return err
	}

	reader, err := clientOf(ctx, backend, parlance.TokenCreate{Grants: []parlance.Grant{{
		Scopes: []parlance.Scope{"channels:read", "channels:history"},
		Resources: &parlance.Filter{
			Extra: runtime.MustExtra(map[string]any{"name": map[string]string{"prefix": "off"}}),
		},
	}}})
	if err != nil {
		return err
	}
	page, err := reader.Channels.Messages.List(ctx, office, nil).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(page.Items), 3)
	refused := expect.Refusal[*runtime.ForbiddenError](publish(ctx, reader, office, "Psst"), "insufficient_scope")
	fmt.Printf("A token for reading cannot publish: %s\n", refused.Code())
	return nil
}

func chat(ctx context.Context, ada *parlance.Client) error {
	for _, text := range []string{"Good morning", "Coffee?", "In five minutes"} {
		if err := publish(ctx, ada, office, text); err != nil {
			return err
		}
	}

	params := &parlance.ChannelsMessagesListParams{Limit: runtime.Ptr[int64](2)}
	first, err := ada.Channels.Messages.List(ctx, office, params).Page()
	if err != nil {
		return err
	}
	expect.Equal(first.HasNext(), true)
	second, err := first.Next(ctx)
	if err != nil {
		return err
	}
	var said []string
	for _, message := range append(first.Items, second.Items...) {
		said = append(said, fmt.Sprintf("%s: %v", message.From.UserID.Or("nobody"), message.Data))
	}
	expect.Equal(said, []string{"ada: In five minutes", "ada: Coffee?", "ada: Good morning"})
	fmt.Printf("History, newest first: %d messages and %d on the next page\n", len(first.Items), len(second.Items))

	expect.Refusal[*runtime.ForbiddenError](publish(ctx, ada, "elsewhere", "Hello?"), "channel_forbidden")
	fmt.Println("Her token is for this channel only")
	return nil
}

func clientOf(ctx context.Context, backend *parlance.Client, token parlance.TokenCreate) (*parlance.Client, error) {
	issued, err := backend.Tokens.Create(ctx, &parlance.TokensCreateParams{Body: token})
	if err != nil {
		return nil, err
	}
	return parlance.NewClient(runtime.WithToken(issued.Token))
}

func publish(ctx context.Context, client *parlance.Client, channel, text string) error {
	body := parlance.MessageCreate{Event: runtime.Ptr("message"), Data: text}
	_, err := client.Channels.Publish(ctx, channel, &parlance.ChannelsPublishParams{Body: body})
	return err
}
