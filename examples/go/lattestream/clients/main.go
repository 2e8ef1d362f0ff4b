// Three connected clients: what reaches all of them, all but one, and several rooms at once.
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"strings"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

// The events that these clients understand, and the types of their data.
type (
	greeting struct {
		Text string    `json:"text"`
		At   time.Time `json:"at"`
	}
	news struct {
		Headline string   `json:"headline"`
		Tags     []string `json:"tags"`
	}
	moved struct {
		X int `json:"x"`
	}
	end struct{}
)

var channels = realtime.Descriptor[any]{
	ID:      "channels",
	Address: "{channel}",
	Events: map[string]realtime.EventDecoder[any]{
		"greeting": realtime.DecodeEvent[any, greeting],
		"news":     realtime.DecodeEvent[any, news],
		"moved":    realtime.DecodeEvent[any, moved],
		"end":      realtime.DecodeEvent[any, end],
	},
}

var rooms = []string{"room-1", "room-2", "room-3"}

// person is somebody with a client, and what came to it.
type person struct {
	name  string
	rt    *parlance.Realtime
	inbox *inbox.Inbox[string]
}

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
	var people []*person
	for _, name := range []string{"ada", "grace", "edsger"} {
		each, err := connect(ctx, backend, name)
		if err != nil {
			return err
		}
		defer each.rt.Close()
		people = append(people, each)
	}
	for _, step := range []func(context.Context, *parlance.Client, []*person) error{toAll, toAllButOne, toSeveralRooms} {
		if err := step(ctx, backend, people); err != nil {
			return err
		}
	}
	return nil
}

func connect(ctx context.Context, backend *parlance.Client, name string) (*person, error) {
	signed, err := backend.CreateToken(runtime.TokenRequest{
		Subject: name,
		Grants:  []parlance.Grant{{Scopes: []parlance.Scope{"channels:subscribe"}}},
	})
	if err != nil {
		return nil, err
	}
	rt, err := parlance.NewRealtime(backend, realtime.WithToken(signed.Token))
	if err != nil {
		return nil, err
	}
	made := &person{name, rt, inbox.New[string]()}
	for _, name := range append([]string{"lobby"}, rooms...) {
		channel, err := realtime.ChannelOf(rt.Client, channels, map[string]string{"channel": name})
		if err != nil {
			return nil, err
		}
		subscription, err := channel.Subscribe(made.hear)
		if err != nil {
			return nil, err
		}
		if _, err := subscription.Ready(ctx); err != nil {
			return nil, err
		}
	}
	return made, nil
}

func (p *person) hear(message realtime.Message[any]) {
	text := message.Event
	switch data := message.Data.(type) {
	case *greeting:
		text = data.Text
	case *news:
		text = fmt.Sprintf("%s (%s)", data.Headline, strings.Join(data.Tags, ", "))
	case *moved:
		text = fmt.Sprintf("moved to %d", data.X)
	}
	p.inbox.Add(message.Channel + ": " + text)
}

func toAll(ctx context.Context, backend *parlance.Client, people []*person) error {
	if err := publish(ctx, backend, parlance.MessageCreate{
		Event: runtime.Ptr("greeting"), Data: greeting{Text: "Hello World", At: time.Now()},
	}); err != nil {
		return err
	}
	if err := publish(ctx, backend, parlance.MessageCreate{
		Event: runtime.Ptr("news"), Data: news{Headline: "It works", Tags: []string{"parlance", "realtime"}},
	}); err != nil {
		return err
	}
	for _, each := range people {
		expect.Equal(each.inbox.AtLeast(2), []string{"lobby: Hello World", "lobby: It works (parlance, realtime)"})
	}
	fmt.Println("ada, grace, edsger received the greeting and the news")
	return nil
}

// toAllButOne reaches everybody but the connection that caused it.
func toAllButOne(ctx context.Context, backend *parlance.Client, people []*person) error {
	state, ok := people[0].rt.State().(protocol.Connected)
	expect.Equal(ok, true)
	if err := publish(ctx, backend, parlance.MessageCreate{
		Event: runtime.Ptr("moved"), Data: moved{1}, ExcludeConnectionID: &state.Connection,
	}); err != nil {
		return err
	}
	if err := publish(ctx, backend, parlance.MessageCreate{Event: runtime.Ptr("end")}); err != nil {
		return err
	}
	for _, each := range people {
		want := []string{"lobby: moved to 1", "lobby: end"}
		if each.name == "ada" {
			want = want[1:]
		}
		expect.Equal(each.inbox.AtLeast(2 + len(want))[2:], want)
	}
	fmt.Println("All but ada saw ada move")
	return nil
}

// toSeveralRooms is one call for three rooms, each served once; then a batch of different messages.
func toSeveralRooms(ctx context.Context, backend *parlance.Client, people []*person) error {
	body := parlance.MessagePublish{Channels: rooms, Event: runtime.Ptr("moved"), Data: moved{2}}
	if _, err := backend.Channels.PublishMany(ctx, &parlance.ChannelsPublishManyParams{Body: body}); err != nil {
		return err
	}
	var batch parlance.MessageBatch
	var want []string
	for i, room := range rooms {
		batch.Messages = append(batch.Messages, parlance.BatchMessage{
			Channel: room, Event: runtime.Ptr("moved"), Data: moved{3 + i},
		})
		want = append(want, room+": moved to 2", fmt.Sprintf("%s: moved to %d", room, 3+i))
	}
	if _, err := backend.Channels.PublishBatch(ctx, &parlance.ChannelsPublishBatchParams{Body: batch}); err != nil {
		return err
	}
	for _, each := range people {
		before := 4
		if each.name == "ada" {
			before = 3
		}
		heard := each.inbox.AtLeast(before + len(want))[before:]
		expect.Equal(slices.Sorted(slices.Values(heard)), want)
	}
	fmt.Println("Three rooms by one call, and by a batch: each message exactly once")
	return nil
}

func publish(ctx context.Context, backend *parlance.Client, body parlance.MessageCreate) error {
	_, err := backend.Channels.Publish(ctx, "lobby", &parlance.ChannelsPublishParams{Body: body})
	return err
}
