package runtime

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// Event is one event of a stream with its envelope.
type Event[Item any] struct {
	Data Item
	// Type is the name of the event (event: of SSE); empty when the server gave none.
	Type string
	// ID is that from which a broken stream goes on (id: of SSE); empty when the server gave none.
	ID string
}

// Stream is a sequence of items: server-sent events or JSON lines. It is opened when it is ranged over, each time anew. Leaving the loop
// and the end of the context close the connection.
type Stream[Item any] struct {
	ctx       context.Context
	client    *Client
	operation *Operation
	values    Values
	options   []CallOption
}

// NewStream gives the stream of an operation with a sequence.
func NewStream[Item any](ctx context.Context, client *Client, operation *Operation, values Values, options ...CallOption) *Stream[Item] {
	return &Stream[Item]{ctx, client, operation, values, options}
}

// All gives the items as they come. An error is the last thing it gives: a *DecodeError with the text of an event that cannot be read, a
// *ConnectionError when the connection broke and cannot be resumed, an *AbortError for the context.
func (s *Stream[Item]) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for event, err := range s.Events() {
			if !yield(event.Data, err) {
				return
			}
		}
	}
}

// Events gives the items with the names and ids of their events.
func (s *Stream[Item]) Events() iter.Seq2[Event[Item], error] {
	return func(yield func(Event[Item], error) bool) {
		settings, err := s.client.callSettings(s.options)
		if err != nil {
			yield(Event[Item]{}, err)
			return
		}
		reading := &reading[Item]{Stream: s, settings: settings, yield: yield}
		if err := reading.run(); err != nil && !errors.Is(err, errLeft) {
			yield(Event[Item]{}, err)
		}
	}
}

const (
	// mostFruitless is how many connections in a row without an event a stream survives.
	mostFruitless = 10
	// endMark is sent by several platforms as the last event of a finished stream; no contract's schema has it.
	endMark = "[DONE]"
)

// errLeft ends a stream whose loop was left, errFinished one whose server said that there is no more.
var (
	errLeft     = errors.New("the loop was left")
	errFinished = errors.New("the stream is finished")
)

// reading is one loop over a stream, with where it stands; that is kept over connections.
type reading[Item any] struct {
	*Stream[Item]
	settings    *callSettings
	yield       func(Event[Item], error) bool
	lastEventID string
	retry       time.Duration
	hasRetry    bool
	fruitless   int
}

// run reads the stream, opening it again as the options say.
func (r *reading[Item]) run() error {
	for {
		err := r.connection()
		var broken *ConnectionError
		switch {
		case errors.Is(err, errFinished):
			return nil
		case err == nil && !r.goesOn(r.hasRetry):
			return nil
		case err != nil && (!errors.As(err, &broken) || !r.goesOn(r.lastEventID != "")):
			return err
		}
		if sleep(r.ctx, r.client.clock, r.retry+backOff(r.fruitless)) != nil {
			return explainEnd(r.ctx, r.operation.ID)
		}
	}
}

func (r *reading[Item]) goesOn(safe bool) bool {
	if r.operation.Sequence != "sse" || r.operation.Method != http.MethodGet || r.settings.reconnect == Never {
		return false
	}
	r.fruitless++
	return r.fruitless <= mostFruitless && (safe || r.settings.reconnect == Always)
}

// connection reads one connection to its end.
func (r *reading[Item]) connection() error {
	response, err := r.open()
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNoContent {
		return errFinished
	}
	if r.operation.Sequence == "sse" {
		err = readEvents(response.Body, func(event sseEvent) error { return r.event(response, event) }, r.controls())
	} else {
		err = readLines(response.Body, func(line string) error { return r.event(response, sseEvent{data: line}) })
	}
	return r.explain(err)
}

// explain tells a broken connection from what the loop itself ended with.
func (r *reading[Item]) explain(err error) error {
	var ours Error
	switch {
	case err == nil, errors.Is(err, errLeft), errors.Is(err, errFinished):
		return err
	case r.ctx.Err() != nil:
		return explainEnd(r.ctx, r.operation.ID)
	case errors.Is(err, errTooLong):
		return newDecodeError(r.operation.ID, "an event longer than 16 MiB", "", err)
	case errors.As(err, &ours):
		return ours
	case errors.Is(err, context.Canceled):
		return errClosed()
	}
	return newConnectionError(r.operation.ID, "the stream of "+r.operation.ID+" broke off", err)
}

func (r *reading[Item]) open() (*http.Response, error) {
	settings := *r.settings
	settings.header = settings.header.Clone()
	if r.lastEventID != "" && settings.header.Get("Last-Event-ID") == "" {
		settings.header.Set("Last-Event-ID", r.lastEventID)
	}
	operation := *r.operation
	if operation.Accept == "" {
		operation.Accept = "application/jsonl, application/x-ndjson, application/json-seq"
		if operation.Sequence == "sse" {
			operation.Accept = "text/event-stream"
		}
	}
	return r.client.send(r.ctx, sending{
		operation: &operation,
		values:    r.values,
		settings:  &settings,
		keep:      true,
		read: func(response *http.Response) error {
			if operation.Sequence != "sse" || response.StatusCode == http.StatusNoContent || mediaTypeOf(response) == "text/event-stream" {
				return nil
			}
			text, _ := io.ReadAll(io.LimitReader(response.Body, errorLimit))
			return newDecodeError(operation.ID, found(response)+" instead of text/event-stream", string(text), nil).of(response)
		},
	})
}

func (r *reading[Item]) controls() sseControls {
	return sseControls{
		onID:    func(id string) { r.lastEventID = id },
		onRetry: func(wait time.Duration) { r.retry, r.hasRetry = wait, true },
	}
}

func (r *reading[Item]) event(response *http.Response, event sseEvent) error {
	r.fruitless = 0
	if strings.TrimSpace(event.data) == endMark {
		return errFinished
	}
	item, err := r.parse(response, event.data)
	if err != nil {
		if r.settings.onMalformed == nil {
			return err
		}
		r.settings.onMalformed(err)
		return nil
	}
	if !r.yield(Event[Item]{Data: item, Type: event.name, ID: event.id}, nil) {
		return errLeft
	}
	return nil
}

// parse reads the item that one event or line holds: JSON, or the text itself where the contract says so.
func (r *reading[Item]) parse(response *http.Response, text string) (Item, *DecodeError) {
	var item Item
	data := []byte(text)
	if r.operation.Reads == "text" {
		// A text is always JSON once it is quoted.
		data, _ = codec.Marshal(text)
	}
	if err := codec.Unmarshal(data, &item); err != nil {
		return item, newDecodeError(r.operation.ID, "an event that does not fit", text, err).of(response)
	}
	return item, nil
}
