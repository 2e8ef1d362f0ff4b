// A backend emits what happened in its database; the log of the topic answers who asks later.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

const topic = "session.status"

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
	for _, step := range []func(context.Context, *parlance.Client) error{prepare, emit, read} {
		if err := step(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

// prepare makes a topic whose payloads have to fit a schema.
func prepare(ctx context.Context, client *parlance.Client) error {
	if _, err := client.Topics.Create(ctx, &parlance.TopicsCreateParams{Body: parlance.TopicCreate{
		Name:       topic,
		Source:     runtime.Ptr(parlance.EventSourceDatabase),
		Validation: runtime.Ptr(parlance.TopicCreateValidationReject),
	}}); err != nil {
		return err
	}
	schema, err := client.Topics.Schemas.Create(ctx, topic, &parlance.TopicsSchemasCreateParams{
		Body: parlance.TopicSchemaCreate{Schema: parlance.JSONSchema{Value: map[string]any{
			"type":       "object",
			"properties": map[string]any{"id": map[string]any{"type": "string"}, "campusId": map[string]any{"type": "integer"}},
			"required":   []string{"id", "campusId"},
		}}},
	})
	if err != nil {
		return err
	}
	fmt.Printf("Made the topic %s with version %d of its schema\n", topic, schema.Number)
	return nil
}

func emit(ctx context.Context, client *parlance.Client) error {
	for _, change := range []struct {
		operation parlance.EventMetadataCreateOperation
		campus    int
	}{
		{parlance.EventMetadataCreateOperationInsert, 12},
		{parlance.EventMetadataCreateOperationUpdate, 12},
		{parlance.EventMetadataCreateOperationDelete, 7},
	} {
		event, err := client.Topics.Publish(ctx, topic, &parlance.TopicsPublishParams{Body: parlance.DomainEventCreate{
			Type:     "session." + string(change.operation),
			Payload:  runtime.Value[any](map[string]any{"id": "session-1", "campusId": change.campus}),
			Metadata: &parlance.EventMetadataCreate{Table: runtime.Ptr("sessions"), Operation: &change.operation},
		}})
		if err != nil {
			return err
		}
		fmt.Printf("%s at offset %d\n", event.Type, event.Offset)
	}

	_, err := client.Topics.Publish(ctx, topic, &parlance.TopicsPublishParams{Body: parlance.DomainEventCreate{
		Type:    "session.update",
		Payload: runtime.Value[any](map[string]any{"id": 1}),
	}})
	refused := expect.Refusal[*runtime.UnprocessableError](err, "unprocessable")
	fmt.Printf("A payload that does not fit the schema: %s\n", refused.Code())
	return nil
}

func read(ctx context.Context, client *parlance.Client) error {
	var types []string
	for event, err := range client.Topics.Events.List(ctx, topic, &parlance.TopicsEventsListParams{
		Filter: &parlance.Filter{Extra: runtime.MustExtra(map[string]any{"payload.campusId": 12})},
		Order:  runtime.Ptr(parlance.TopicsEventsListOrderAsc),
		Limit:  runtime.Ptr[int64](1),
	}).All() {
		if err != nil {
			return err
		}
		expect.Equal(*event.Metadata.Table, "sessions")
		types = append(types, event.Type)
	}
	expect.Equal(types, []string{"session.insert", "session.update"})
	fmt.Printf("Of campus 12, oldest first: %s\n", strings.Join(types, ", "))
	return nil
}
