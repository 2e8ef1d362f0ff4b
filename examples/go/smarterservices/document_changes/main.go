// Follows a document: every revision once and in order, with the differences, also over a cut; and a copy that stays the same.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
	"github.com/parlance-dev/parlance/examples/go/internal/relay"
)

const (
	collection  = "exams"
	document    = "exam-1"
	anyRevision = "*"
)

type message = realtime.Message[parlance.DocumentsEvents]

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
	line, err := relay.Start(client.URL())
	if err != nil {
		return err
	}
	defer line.Close()
	relayed, err := parlance.NewClient(runtime.WithURL(line.URL))
	if err != nil {
		return err
	}
	rt, err := parlance.NewRealtime(relayed)
	if err != nil {
		return err
	}
	defer rt.Close()

	changes, gaps := inbox.New[message](), inbox.New[*realtime.Gap]()
	if err := follow(ctx, rt, changes, gaps); err != nil {
		return err
	}

	// A copy that follows by itself: read once, then changed by each difference.
	copies := inbox.New[realtime.Document]()
	watch, err := rt.WatchDocument(
		realtime.DocumentAddress{Collection: collection, Document: document},
		realtime.OnDocument(func(copied realtime.Document, _ *realtime.DocumentChange) { copies.Add(copied) }),
	)
	if err != nil {
		return err
	}
	defer watch.Close()
	copies.AtLeast(1)

	if err := write(ctx, client); err != nil {
		return err
	}
	changes.AtLeast(3)
	if err := line.Cut(func() error { return writeMore(ctx, client) }); err != nil {
		return err
	}
	restore := &parlance.DocumentsRestoreParams{IfMatch: anyRevision}
	if _, err := client.Documents.Restore(ctx, collection, document, restore); err != nil {
		return err
	}

	show(changes.AtLeast(6))
	expect.Equal(len(gaps.Items()), 0)
	copied := copies.AtLeast(7)[6]
	original, err := client.Documents.Get(ctx, collection, document, nil)
	if err != nil {
		return err
	}
	expect.Equal(copied.Revision, original.Revision)
	data, err := json.Marshal(original.Data)
	if err != nil {
		return err
	}
	expect.JSON(copied.Data, string(data))
	fmt.Printf("The copy is the document: revision %d, %s\n", copied.Revision, copied.Data)
	return nil
}

func follow(
	ctx context.Context, rt *parlance.Realtime, changes *inbox.Inbox[message], gaps *inbox.Inbox[*realtime.Gap],
) error {
	channel, err := rt.Documents(collection, document)
	if err != nil {
		return err
	}
	subscription, err := channel.Subscribe(changes.Add, realtime.WithReturnMode("diff"), realtime.OnGap(gaps.Add))
	if err != nil {
		return err
	}
	_, err = subscription.Ready(ctx)
	return err
}

// write creates the document after the subscription: one may wait for a document that is not there yet.
func write(ctx context.Context, client *parlance.Client) error {
	if _, err := client.Documents.Create(ctx, collection, &parlance.DocumentsCreateParams{Body: parlance.DocumentCreate{
		ID: runtime.Ptr(document), Data: parlance.JSONObject{"title": "Algebra", "seats": 20},
	}}); err != nil {
		return err
	}
	if _, err := client.Documents.Merge(ctx, collection, document, &parlance.DocumentsMergeParams{
		IfMatch: anyRevision,
		Body:    parlance.DocumentMerge{Data: parlance.JSONObject{"room": map[string]int{"floor": 3}}},
	}); err != nil {
		return err
	}
	step := &parlance.NumberMutation{Op: parlance.NumberMutationOpIncrement, Path: "/seats", Value: 5}
	_, err := client.Documents.Mutate(ctx, collection, document, &parlance.DocumentsMutateParams{
		IfMatch: anyRevision,
		Body:    parlance.DocumentMutate{Mutations: []parlance.Mutation{{Value: step}}},
	})
	return err
}

func writeMore(ctx context.Context, client *parlance.Client) error {
	if _, err := client.Documents.Replace(ctx, collection, document, &parlance.DocumentsReplaceParams{
		IfMatch: anyRevision,
		Body:    parlance.DocumentReplace{Data: parlance.JSONObject{"title": "Linear algebra", "seats": 25}},
	}); err != nil {
		return err
	}
	_, err := client.Documents.Delete(ctx, collection, document, &parlance.DocumentsDeleteParams{IfMatch: anyRevision})
	return err
}

func show(changes []message) {
	for i, message := range changes {
		change := changeOf(message.Data)
		var steps []string
		for _, step := range change.Diff {
			steps = append(steps, fmt.Sprintf("%s %s", step.Op, step.Path))
		}
		fmt.Printf("%d: %s (%s) %s\n", change.Revision, change.Kind, message.Event, strings.Join(steps, ", "))
		// No revision is missing.
		expect.Equal(change.Revision, int64(i+1))
		expect.Equal(change.PreviousRevision, int64(i))
	}
	expect.JSON(changeOf(changes[1].Data).Diff, `[{"op": "add", "path": "/room", "value": {"floor": 3}}]`)
	expect.JSON(changeOf(changes[2].Data).Diff, `[{"op": "replace", "path": "/seats", "value": 25}]`)
}

// changeOf gives what all events of a document carry.
func changeOf(event parlance.DocumentsEvents) parlance.DocumentChange {
	switch event := event.(type) {
	case *parlance.DocumentCreatedEvent:
		return event.Data
	case *parlance.DocumentUpdatedEvent:
		return event.Data
	case *parlance.DocumentDeletedEvent:
		return event.Data
	case *parlance.DocumentRestoredEvent:
		return event.Data
	case *parlance.DocumentExpiredEvent:
		return event.Data
	}
	return parlance.DocumentChange{}
}
