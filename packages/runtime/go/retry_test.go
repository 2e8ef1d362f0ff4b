package runtime_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func TestACallIsSentAgainWhileThatMayHelp(t *testing.T) {
	for name, first := range map[string]http.HandlerFunc{
		"unavailable":       answer(503, nil),
		"too many":          answer(429, nil, "Retry-After", "2"),
		"broken connection": hangUp,
		"a problem says so": answer(409, map[string]any{"code": "idempotency_in_progress", "retryable": true}),
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, first, answer(200, thing{"1"}))
			var got thing
			var around runtime.Answer
			if err := s.client(t).Call(context.Background(), &getThing, one, &got, runtime.IntoAnswer(&around)); err != nil {
				t.Fatal(err)
			}
			equal(t, around.Attempts, 2)
		})
	}
}

func TestTheServersWaitIsKept(t *testing.T) {
	for header, want := range map[[2]string]time.Duration{
		{"Retry-After", "3"}:                             3 * time.Second,
		{"Retry-After-Ms", "250"}:                        250 * time.Millisecond,
		{"Retry-After", "Fri, 01 May 2026 12:00:05 GMT"}: 5 * time.Second,
	} {
		t.Run(header[1], func(t *testing.T) {
			clock := newClock()
			s := serve(t, answer(503, nil, header[0], header[1]), answer(204, nil))
			if err := s.client(t, runtime.WithClock(clock)).Call(context.Background(), &getThing, one, nil); err != nil {
				t.Fatal(err)
			}
			equal(t, clock.waited()[0], want)
		})
	}
}

func TestAWaitThatIsTooLongIsTheCallers(t *testing.T) {
	s := serve(t, answer(503, nil, "Retry-After", "61"))
	err := s.client(t, runtime.WithTimeout(0)).Call(context.Background(), &getThing, one, nil)
	var unavailable *runtime.UnavailableError
	if !errors.As(err, &unavailable) {
		t.Fatal(err)
	}
	equal(t, unavailable.RetryAfter, 61*time.Second)
	equal(t, len(s.seen()), 1)
}

func TestACallIsNotSentAgain(t *testing.T) {
	keyed := makeThing
	keyed.IdempotencyHeader = "Idempotency-Key"
	body := runtime.Values{"Body": map[string]any{"a": 1}}
	stream := runtime.Values{"Body": io.NopCloser(strings.NewReader("{}"))}
	for name, each := range map[string]struct {
		operation *runtime.Operation
		values    runtime.Values
		status    int
		options   []runtime.CallOption
		want      int
	}{
		"unsafe":                   {&makeThing, body, 503, nil, 1},
		"unsafe with a key":        {&makeThing, body, 503, []runtime.CallOption{runtime.WithIdempotencyKey("k")}, 3},
		"with a key of its own":    {&keyed, body, 503, nil, 3},
		"a stream as body":         {&keyed, stream, 503, nil, 1},
		"not implemented":          {&getThing, one, 501, nil, 1},
		"no retries":               {&getThing, one, 503, []runtime.CallOption{runtime.WithRetries(0)}, 1},
		"refused":                  {&getThing, one, 400, nil, 1},
		"as often as it is wanted": {&getThing, one, 503, []runtime.CallOption{runtime.WithRetries(4)}, 5},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, answer(each.status, nil))
			if err := s.client(t).Call(context.Background(), each.operation, each.values, nil, each.options...); err == nil {
				t.Error("the call did not fail")
			}
			seen := s.seen()
			equal(t, len(seen), each.want)
			for _, request := range seen {
				equal(t, request.Header.Get("Idempotency-Key"), seen[0].Header.Get("Idempotency-Key"))
			}
		})
	}
}

func TestABodyIsSentAgainFromItsBeginning(t *testing.T) {
	operation := runtime.Operation{
		ID: "files.put", Method: "PUT", Path: "/files", Bodies: []runtime.Body{{MediaType: "image/*", Form: "binary"}},
	}
	s := serve(t, answer(503, nil), answer(204, nil))
	reader := strings.NewReader("skipped and sent")
	if _, err := reader.Seek(8, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Body": reader}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, strings.Join(s.bodies, "|"), "and sent|and sent")
	equal(t, s.seen()[0].Header.Get("Content-Type"), "application/octet-stream")
}

func TestTheCallersEndStopsAWait(t *testing.T) {
	s := serve(t, answer(503, nil))
	ctx, cancel := context.WithCancel(context.Background())
	hooks := runtime.Hooks{OnRetry: func(context.Context, *runtime.Attempt, time.Duration, runtime.Error) { cancel() }}
	err := s.client(t, runtime.WithHooks(hooks), runtime.WithClock(runtime.SystemClock)).Call(ctx, &getThing, one, nil)
	equal(t, codeOf(err), runtime.CodeAborted)
	equal(t, len(s.seen()), 1)
}

func TestABodyFollowsARedirect(t *testing.T) {
	operation := runtime.Operation{
		ID: "files.put", Method: "PUT", Path: "/files", Bodies: []runtime.Body{{MediaType: "image/png", Form: "binary"}},
	}
	moved := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
	}
	s := serve(t, moved, answer(204, nil))
	// A reader of its own type, of which net/http knows nothing.
	reader := struct{ io.ReadSeeker }{strings.NewReader("sent")}
	if err := s.client(t).Call(context.Background(), &operation, runtime.Values{"Body": reader}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, s.seen()[1].URL.Path, "/other")
	equal(t, strings.Join(s.bodies, "|"), "sent|sent")
}
