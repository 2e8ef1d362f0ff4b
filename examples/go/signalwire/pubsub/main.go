// Pub/sub with a token for its channels: subscribe, publish with meta data, read and rewind the history, refusals.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

const attic = "sensors-attic"

// readings are channels whose events carry one text.
var readings = realtime.Descriptor[string]{
	ID:      "channels",
	Address: "{channel}",
	Events:  map[string]realtime.EventDecoder[string]{"content": realtime.DecodeEvent[string, string]},
}

type message = realtime.Message[string]

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
	if _, err := backend.Channels.Update(ctx, attic, params); err != nil {
		return err
	}
	ada, err := connect(ctx, backend, "ada", "channels:subscribe", "channels:read", "channels:publish")
	if err != nil {
		return err
	}
	defer ada.Close()
	reader, err := connect(ctx, backend, "grace", "channels:subscribe", "channels:read")
	if err != nil {
		return err
	}
	defer reader.Close()

	at := map[string]string{"channel": attic}
	adas, err := realtime.ChannelOf(ada.Client, readings, at)
	if err != nil {
		return err
	}
	readers, err := realtime.ChannelOf(reader.Client, readings, at)
	if err != nil {
		return err
	}
	if err := publish(ctx, adas, readers); err != nil {
		return err
	}
	if err := readBack(ctx, readers); err != nil {
		return err
	}

	_, err = readers.Publish(ctx, "content", "99 °C")
	refused := expect.Refusal[*realtime.Error](err, "insufficient_scope")
	expect.Equal(refused.Retryable(), false)
	fmt.Printf("Its token does not let it publish: %s\n", refused.Code())

	elsewhere, err := ada.Channels("elsewhere")
	if err != nil {
		return err
	}
	for _, err := range elsewhere.Messages(ctx) {
		refused := expect.Refusal[*realtime.Error](err, "channel_forbidden")
		expect.Equal(refused.Retryable(), false)
		fmt.Printf("Its token does not let it listen elsewhere: %s\n", refused.Code())
	}
	return nil
}

func connect(
	ctx context.Context, backend *parlance.Client, user string, scopes ...parlance.Scope,
) (*parlance.Realtime, error) {
	sensors := &parlance.Filter{Extra: runtime.MustExtra(map[string]any{"name": map[string]string{"prefix": "sensors-"}})}
	body := parlance.TokenCreate{UserID: &user, Grants: []parlance.Grant{{Scopes: scopes, Resources: sensors}}}
	issued, err := backend.Tokens.Create(ctx, &parlance.TokensCreateParams{Body: body})
	if err != nil {
		return nil, err
	}
	return parlance.NewRealtime(backend, realtime.WithToken(issued.Token))
}

func publish(ctx context.Context, adas, readers *realtime.Channel[string]) error {
	received := inbox.New[message]()
	subscription, err := readers.Subscribe(received.Add)
	if err != nil {
		return err
	}
	if _, err := subscription.Ready(ctx); err != nil {
		return err
	}
	contents := []string{"20 °C", "21 °C", "22 °C"}
	for _, content := range contents {
		tags := realtime.WithTags(map[string]string{"unit": "celsius"})
		if _, err := adas.Publish(ctx, "content", content, tags); err != nil {
			return err
		}
	}
	for i, message := range received.AtLeast(3) {
		expect.Equal(message.Data, contents[i])
		expect.Equal(message.Tags["unit"], "celsius")
		expect.Equal(*message.From.UserID, "ada")
	}
	fmt.Printf("Received: %s\n", strings.Join(contents, ", "))
	return nil
}

// readBack reads the history, page by page, newest first; and subscribes beginning with what was.
func readBack(ctx context.Context, readers *realtime.Channel[string]) error {
	var read []string
	for message, err := range readers.History(ctx, realtime.HistoryPageSize(2)) {
		if err != nil {
			return err
		}
		read = append(read, message.Data)
	}
	expect.Equal(read, []string{"22 °C", "21 °C", "20 °C"})

	var rewound []string
	for message, err := range readers.Messages(ctx, realtime.WithRewind(2)) {
		if err != nil {
			return err
		}
		rewound = append(rewound, message.Data)
		if len(rewound) == 2 {
			break
		}
	}
	expect.Equal(rewound, []string{"21 °C", "22 °C"})
	fmt.Println("The history holds all three; a rewind begins with the last two")
	return nil
}
