// Publishes from a backend: one channel, several at once, batches, and many calls at the same time.
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	client, err := parlance.NewClient()
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context, *parlance.Client) error{one, several, many, atOnce} {
		if err := step(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

func one(ctx context.Context, client *parlance.Client) error {
	hello, err := client.Channels.Publish(ctx, "lobby", &parlance.ChannelsPublishParams{Body: parlance.MessageCreate{
		Event: runtime.Ptr("greeting"),
		Data:  map[string]any{"text": "Hello World", "at": time.Now()},
	}})
	if err != nil {
		return err
	}
	fmt.Printf("Published to %s at offset %d\n", hello.Channel, hello.Position.Offset)

	// Everybody but the connection that caused it.
	_, err = client.Channels.Publish(ctx, "lobby", &parlance.ChannelsPublishParams{Body: parlance.MessageCreate{
		Event:               runtime.Ptr("moved"),
		Data:                map[string]int{"x": 1},
		ExcludeConnectionID: runtime.Ptr("conn_Qm3vT8yRk2LxWc7N"),
	}})
	return err
}

func several(ctx context.Context, client *parlance.Client) error {
	// One message, three channels, each served once.
	rooms, err := client.Channels.PublishMany(ctx, &parlance.ChannelsPublishManyParams{Body: parlance.MessagePublish{
		Channels: []string{"room-1", "room-2", "room-3"},
		Event:    runtime.Ptr("news"),
		Data:     map[string]string{"headline": "It works"},
	}})
	if err != nil {
		return err
	}
	expect.Equal(rooms.PublishedCount, 3)
	fmt.Printf("Published to %d rooms\n", rooms.PublishedCount)

	// Different messages in one call.
	mixed, err := client.Channels.PublishBatch(ctx, &parlance.ChannelsPublishBatchParams{Body: parlance.MessageBatch{
		Messages: []parlance.BatchMessage{
			{Channel: "room-1", Event: runtime.Ptr("joined"), Data: map[string]string{"user": "ada"}},
			{Channel: "room-2", Event: runtime.Ptr("left"), Data: map[string]string{"user": "grace"}},
			{Channel: "news", Event: runtime.Ptr("headline"), Data: "Parlance speaks"},
		},
	}})
	if err != nil {
		return err
	}
	expect.Equal(mixed.FailedCount, 0)
	return nil
}

func many(ctx context.Context, client *parlance.Client) error {
	var invitations []parlance.BatchMessage
	for number := range 250 {
		user := fmt.Sprintf("user-%d", number+1)
		invitations = append(invitations, parlance.BatchMessage{
			Channel: "inbox-" + user,
			Event:   runtime.Ptr("invited"),
			Data:    map[string]string{"user": user},
		})
	}

	// A call takes 100 messages, so a longer list goes in several.
	published := int64(0)
	for batch := range slices.Chunk(invitations, 100) {
		body := parlance.MessageBatch{Messages: batch}
		results, err := client.Channels.PublishBatch(ctx, &parlance.ChannelsPublishBatchParams{Body: body})
		if err != nil {
			return err
		}
		published += results.PublishedCount
	}
	expect.Equal(published, 250)
	fmt.Printf("Invited %d users\n", published)
	return nil
}

func atOnce(ctx context.Context, client *parlance.Client) error {
	type outcome struct {
		offset int64
		err    error
	}
	outcomes := make(chan outcome)
	for number := range 40 {
		go func() {
			body := parlance.MessageCreate{Event: runtime.Ptr("tick"), Data: number}
			publication, err := client.Channels.Publish(ctx, "burst", &parlance.ChannelsPublishParams{Body: body})
			if err != nil {
				outcomes <- outcome{err: err}
				return
			}
			outcomes <- outcome{offset: publication.Position.Offset}
		}()
	}
	offsets := map[int64]bool{}
	for range 40 {
		each := <-outcomes
		if each.err != nil {
			return each.err
		}
		offsets[each.offset] = true
	}
	expect.Equal(len(offsets), 40)
	fmt.Println("Forty calls at once: all published, each at a place of its own")

	numbers := map[any]bool{}
	params := &parlance.ChannelsMessagesListParams{Limit: runtime.Ptr[int64](15)}
	for message, err := range client.Channels.Messages.List(ctx, "burst", params).All() {
		if err != nil {
			return err
		}
		numbers[message.Data] = true
	}
	expect.Equal(len(numbers), 40)
	fmt.Println("The history of the channel has all forty")
	return nil
}
