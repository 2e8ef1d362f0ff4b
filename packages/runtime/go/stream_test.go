package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

var watch = runtime.Operation{ID: "things.watch", Method: "GET", Path: "/events", Sequence: "sse"}

func events(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		_, _ = w.Write([]byte(text))
	}
}

// cut sends events and breaks the connection.
func cut(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		events(text)(w, r)
	}
}

func read(stream *runtime.Stream[thing]) (string, error) {
	var texts []string
	for event, err := range stream.Events() {
		if err != nil {
			return strings.Join(texts, " "), err
		}
		texts = append(texts, fmt.Sprintf("%s/%s/%s", event.Data.ID, event.Type, event.ID))
	}
	return strings.Join(texts, " "), nil
}

func TestEventsAreReadAsTheStandardSays(t *testing.T) {
	for name, each := range map[string][2]string{
		"names and ids":   {"event: made\nid: 1\ndata: {\"id\":\"a\"}\n\ndata: {\"id\":\"b\"}\n\n", "a/made/1 b//"},
		"any line ends":   {"\ufeffdata: {\"id\":\r\ndata: \"a\"}\r\n\r\ndata:{\"id\":\"b\"}\r\r", "a// b//"},
		"comments":        {": hello\n\ndata: {\"id\":\"a\"}\nodd\n\n", "a//"},
		"cut off":         {"data: {\"id\":\"a\"}\n\ndata: {\"id\":\"b\"}\n", "a//"},
		"the end is told": {"data: {\"id\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"id\":\"b\"}\n\n", "a//"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, events(each[0]))
			got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, got, each[1])
			equal(t, s.seen()[0].Header.Get("Accept"), "text/event-stream")
		})
	}
}

func TestABrokenStreamGoesOnAfterTheLastEvent(t *testing.T) {
	s := serve(t, cut("id: 7\ndata: {\"id\":\"a\"}\n\n"), events("id: 8\ndata: {\"id\":\"b\"}\n\n"))
	got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got, "a//7 b//8")
	equal(t, s.seen()[1].Header.Get("Last-Event-ID"), "7")
}

func TestABrokenStreamWithoutIdsFails(t *testing.T) {
	s := serve(t, cut("data: {\"id\":\"a\"}\n\n"))
	got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil))
	equal(t, got, "a//")
	equal(t, codeOf(err), runtime.CodeConnectionFailed)
}

func TestAStreamIsOpenedAgainAsItIsAsked(t *testing.T) {
	retry := "retry: 10\ndata: {\"id\":\"a\"}\n\n"
	for name, each := range map[string]struct {
		first   string
		options []runtime.CallOption
		want    string
	}{
		"a retry time":  {retry, nil, "a// a//"},
		"always":        {"data: {\"id\":\"a\"}\n\n", []runtime.CallOption{runtime.WithReconnect(runtime.Always)}, "a// a//"},
		"never":         {retry, []runtime.CallOption{runtime.WithReconnect(runtime.Never)}, "a//"},
		"not otherwise": {"data: {\"id\":\"a\"}\n\n", nil, "a//"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, events(each.first), events(each.first), answer(204, nil))
			got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil, each.options...))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, got, each.want)
		})
	}
}

func TestAStreamIsGivenUpAfterTenFruitlessConnections(t *testing.T) {
	s := serve(t, events(""))
	got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil, runtime.WithReconnect(runtime.Always)))
	equal(t, got, "")
	equal(t, err, error(nil))
	equal(t, len(s.seen()), 11)
}

func TestMalformedEvents(t *testing.T) {
	s := serve(t, events("data: {\n\ndata: {\"id\":\"b\"}\n\n"))
	_, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil))
	var unreadable *runtime.DecodeError
	equal(t, errors.As(err, &unreadable) && unreadable.Text == "{", true)

	var kept string
	skip := runtime.OnMalformed(func(e *runtime.DecodeError) { kept = e.Text })
	got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &watch, nil, skip))
	equal(t, got+kept, "b//{")
	equal(t, err, error(nil))
}

func TestAnotherMediaTypeIsNoStream(t *testing.T) {
	_, err := read(runtime.NewStream[thing](context.Background(), serve(t, answer(200, 1)).client(t), &watch, nil))
	equal(t, codeOf(err), runtime.CodeDecodeFailed)
}

func TestLinesAreRead(t *testing.T) {
	lines := watch
	lines.Sequence = "jsonl"
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("{\"id\":\"a\"}\n\n\x1e{\"id\":\"b\"}\r\n{\"id\":\"c\"}"))
	})
	got, err := read(runtime.NewStream[thing](context.Background(), s.client(t), &lines, nil))
	equal(t, got, "a// b// c//")
	equal(t, err, error(nil))
}

func TestTheContextAndCloseEndAStream(t *testing.T) {
	endless := func(w http.ResponseWriter, r *http.Request) {
		events("id: 1\ndata: {\"id\":\"a\"}\n\n")(w, r)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	client := serve(t, endless).client(t)
	var failed error
	for _, err := range runtime.NewStream[thing](ctx, client, &watch, nil).All() {
		failed = err
		cancel()
	}
	equal(t, codeOf(failed), runtime.CodeAborted)

	for _, err := range runtime.NewStream[thing](context.Background(), client, &watch, nil).All() {
		failed = err
		client.Close()
	}
	equal(t, codeOf(failed), runtime.CodeClientClosed)
}
