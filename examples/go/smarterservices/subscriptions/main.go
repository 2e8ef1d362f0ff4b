// A client of topics: connecting by hand, listeners, filters that the server applies, listeners removed.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

const (
	statusTopic = "session.status"
	scoreTopic  = "session.score"
)

type message = realtime.Message[*parlance.TopicEventPublishedEvent]

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
	for _, name := range []string{statusTopic, scoreTopic} {
		params := &parlance.TopicsCreateParams{Body: parlance.TopicCreate{Name: name}}
		if _, err := backend.Topics.Create(ctx, params); err != nil {
			return err
		}
	}

	// Nothing connects before it is used; who wants to know connects by hand, with waits of his own.
	rt, err := parlance.NewRealtime(backend, realtime.WithBackoff(realtime.Backoff{Min: 2 * time.Second, Max: 8 * time.Second}))
	if err != nil {
		return err
	}
	defer rt.Close()
	states := inbox.New[string]()
	stopListening := rt.OnState(func(state protocol.ConnectionState) { states.Add(state.Status()) })
	expect.Equal(rt.State().Status(), "idle")
	if err := rt.Connect(ctx); err != nil {
		return err
	}
	expect.Equal(states.AtLeast(2), []string{"connecting", "connected"})
	fmt.Printf("Connected by hand: %s\n", strings.Join(states.Items(), ", "))

	if err := listen(ctx, backend, rt, stopListening); err != nil {
		return err
	}

	if err := rt.Close(); err != nil {
		return err
	}
	expect.Equal(states.Items(), []string{"connecting", "connected"})
	fmt.Printf("Closed: %s\n", rt.State().Status())
	return nil
}

// listen shows one function that listens to two topics, and others to one of them; the server sorts out who gets what.
func listen(ctx context.Context, backend *parlance.Client, rt *parlance.Realtime, stopListening func()) error {
	received, every := inbox.New[string](), inbox.New[parlance.DomainEvent]()
	twelve, nearby := inbox.New[string](), inbox.New[string]()
	var subscriptions []*realtime.Subscription
	for _, each := range []struct {
		topic   string
		handler func(message)
		options []realtime.SubscribeOption
	}{
		{statusTopic, func(m message) { every.Add(m.Data.Data) }, nil},
		{scoreTopic, func(m message) { every.Add(m.Data.Data) }, nil},
		{statusTopic, func(m message) { twelve.Add(m.Data.Data.Type) }, []realtime.SubscribeOption{
			realtime.WithFilter(map[string]any{"data.payload.campusId": 12}),
		}},
		{statusTopic, func(m message) { nearby.Add(m.Data.Data.Type) }, []realtime.SubscribeOption{
			realtime.WithFilter(map[string]any{"data.payload.campusId": map[string]any{"in": []int{7, 12}}}),
		}},
	} {
		topic, err := rt.Topics(each.topic)
		if err != nil {
			return err
		}
		subscription, err := topic.Subscribe(func(m message) {
			received.Add(m.Data.Data.Type)
			each.handler(m)
		}, each.options...)
		if err != nil {
			return err
		}
		if _, err := subscription.Ready(ctx); err != nil {
			return err
		}
		subscriptions = append(subscriptions, subscription)
	}

	for _, event := range []struct {
		topic     string
		operation parlance.EventMetadataCreateOperation
		campus    int
	}{
		{statusTopic, parlance.EventMetadataCreateOperationInsert, 12},
		{statusTopic, parlance.EventMetadataCreateOperationUpdate, 7},
		{statusTopic, parlance.EventMetadataCreateOperationDelete, 3},
		{scoreTopic, parlance.EventMetadataCreateOperationInsert, 12},
	} {
		if err := emit(ctx, backend, event.topic, event.operation, event.campus); err != nil {
			return err
		}
	}
	metadata := every.AtLeast(4)[0].Metadata
	expect.Equal(*metadata.Table, "sessions")
	expect.Equal(*metadata.Operation, parlance.EventMetadataOperationInsert)
	expect.Equal(*metadata.Revision, 1)
	expect.Equal(twelve.AtLeast(1), []string{"session.insert"})
	expect.Equal(nearby.AtLeast(2), []string{"session.insert", "session.update"})
	expect.Equal(len(received.AtLeast(7)), 7)
	fmt.Println("Of four events the filter `campusId = 12` let one through, and `in [7, 12]` two")

	// A subscription ends by its handle; the others of the same channel go on.
	subscriptions[2].Unsubscribe()
	stopListening()
	if err := emit(ctx, backend, statusTopic, parlance.EventMetadataCreateOperationUpdate, 12); err != nil {
		return err
	}
	every.AtLeast(5)
	nearby.AtLeast(3)
	expect.Equal(len(twelve.Items()), 1)
	fmt.Println("The one that was ended heard nothing more")
	return nil
}

func emit(
	ctx context.Context, backend *parlance.Client, topic string, operation parlance.EventMetadataCreateOperation, campus int,
) error {
	_, err := backend.Topics.Publish(ctx, topic, &parlance.TopicsPublishParams{Body: parlance.DomainEventCreate{
		Type:    "session." + string(operation),
		Payload: runtime.Value[any](map[string]any{"id": "session-1", "campusId": campus}),
		Metadata: &parlance.EventMetadataCreate{
			Table: runtime.Ptr("sessions"), Operation: &operation, Revision: runtime.Ptr[int64](1),
		},
	}})
	return err
}
