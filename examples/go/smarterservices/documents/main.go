// A document's life: create, replace, merge, mutate, who was first, differences, expiry, soft delete and restore.
package main

import (
	"context"
	"fmt"
	"log"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

const (
	collection = "exams"
	document   = "exam-1"
	// Writes that depend on no revision may say so.
	anyRevision = "*"
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
	for _, step := range []func(context.Context, *parlance.Client) error{create, replace, merge, mutate, remove, changes} {
		if err := step(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

func create(ctx context.Context, client *parlance.Client) error {
	unnamed, err := client.Documents.Create(ctx, collection, &parlance.DocumentsCreateParams{
		Body: parlance.DocumentCreate{Data: parlance.JSONObject{"title": "Scratch"}},
	})
	if err != nil {
		return err
	}
	params := &parlance.DocumentsCreateParams{Body: parlance.DocumentCreate{
		ID: runtime.Ptr(document),
		Data: parlance.JSONObject{
			"title": "Algebra", "seats": 20, "room": map[string]any{"building": "A", "floor": 1},
		},
	}}
	exam, err := client.Documents.Create(ctx, collection, params)
	if err != nil {
		return err
	}
	fmt.Printf("Made %s of our own naming and %s of the platform's\n", exam.ID, unnamed.ID)

	_, err = client.Documents.Create(ctx, collection, params)
	refused := expect.Refusal[*runtime.ConflictError](err, "already_exists")
	fmt.Printf("The same id again: %s\n", refused.Code())
	return nil
}

// replace names the revision it is based on, so nobody overwrites what they have not seen.
func replace(ctx context.Context, client *parlance.Client) error {
	var headers parlance.DocumentsGetHeaders
	first, err := client.Documents.Get(ctx, collection, document, nil, runtime.IntoHeaders(&headers))
	if err != nil {
		return err
	}
	data := maps.Clone(first.Data)
	data["seats"] = 25
	params := &parlance.DocumentsReplaceParams{IfMatch: *headers.ETag, Body: parlance.DocumentReplace{Data: data}}
	replaced, err := client.Documents.Replace(ctx, collection, document, params)
	if err != nil {
		return err
	}
	expect.Equal(replaced.Revision, 2)

	_, err = client.Documents.Replace(ctx, collection, document, params)
	stale := expect.Refusal[*runtime.PreconditionFailedError](err, "version_conflict")
	fmt.Printf("A replace of a stale revision: %s\n", stale.Code())
	return nil
}

func merge(ctx context.Context, client *parlance.Client) error {
	merged, err := client.Documents.Merge(ctx, collection, document, &parlance.DocumentsMergeParams{
		IfMatch:    etag(2),
		ReturnMode: runtime.Ptr(parlance.ReturnModeBoth),
		Body:       parlance.DocumentMerge{Data: parlance.JSONObject{"room": map[string]any{"floor": 3}}},
	})
	if err != nil {
		return err
	}
	expect.JSON(merged.Data["room"], `{"building": "A", "floor": 3}`)
	var steps []string
	for _, step := range merged.Diff {
		steps = append(steps, fmt.Sprintf("%s %s", step.Op, step.Path))
	}
	fmt.Printf("A deep merge changed %s\n", strings.Join(steps, ", "))
	return nil
}

func mutate(ctx context.Context, client *parlance.Client) error {
	mutated, err := client.Documents.Mutate(ctx, collection, document, &parlance.DocumentsMutateParams{
		IfMatch:    anyRevision,
		ReturnMode: runtime.Ptr(parlance.ReturnModeDiff),
		Body: parlance.DocumentMutate{Mutations: []parlance.Mutation{
			{Value: &parlance.ValueMutation{Op: parlance.ValueMutationOpSet, Path: "/title", Value: "Linear algebra"}},
			{Value: &parlance.NumberMutation{Op: parlance.NumberMutationOpIncrement, Path: "/seats", Value: 5}},
		}},
	})
	if err != nil {
		return err
	}
	// A map is written in the order of its keys, and so is the difference.
	expect.JSON(mutated.Diff, `[
		{"op": "replace", "path": "/seats", "value": 30},
		{"op": "replace", "path": "/title", "value": "Linear algebra"}
	]`)
	fmt.Printf("Two mutations in one write: revision %d\n", mutated.Revision)

	expiresAt := time.Now().Add(time.Hour).Truncate(time.Millisecond)
	expiring, err := client.Documents.Merge(ctx, collection, document, &parlance.DocumentsMergeParams{
		IfMatch: anyRevision,
		Body:    parlance.DocumentMerge{ExpiresAt: runtime.Value(runtime.At(expiresAt))},
	})
	if err != nil {
		return err
	}
	expect.Equal(expiring.ExpiresAt.Equal(expiresAt), true)
	return nil
}

// remove deletes the document softly, and restores it.
func remove(ctx context.Context, client *parlance.Client) error {
	deleted, err := client.Documents.Delete(ctx, collection, document, &parlance.DocumentsDeleteParams{IfMatch: anyRevision})
	if err != nil {
		return err
	}
	_, err = client.Documents.Get(ctx, collection, document, nil)
	expect.Refusal[*runtime.NotFoundError](err, "not_found")
	params := &parlance.DocumentsGetParams{Deleted: runtime.Ptr(true)}
	kept, err := client.Documents.Get(ctx, collection, document, params)
	if err != nil {
		return err
	}
	expect.Equal(kept.DeletedAt, deleted.DeletedAt)
	restored, err := client.Documents.Restore(ctx, collection, document, &parlance.DocumentsRestoreParams{
		IfMatch: etag(deleted.Revision),
	})
	if err != nil {
		return err
	}
	expect.Equal(restored.DeletedAt, nil)
	fmt.Println("Deleted, still to be had when asked for, and restored")
	return nil
}

func changes(ctx context.Context, client *parlance.Client) error {
	var revisions []int64
	params := &parlance.DocumentsChangesListParams{Limit: runtime.Ptr[int64](3)}
	for change, err := range client.Documents.Changes.List(ctx, collection, document, params).All() {
		if err != nil {
			return err
		}
		revisions = append(revisions, change.Revision)
	}
	slices.Sort(revisions)
	expect.Equal(revisions, []int64{1, 2, 3, 4, 5, 6, 7})
	fmt.Printf("Its changes without a hole: %v\n", revisions)
	return nil
}

func etag(revision int64) string { return strconv.Quote(strconv.FormatInt(revision, 10)) }
