package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func TestHooksSeeEveryAttemptInOrder(t *testing.T) {
	var seen []string
	log := func(format string, args ...any) { seen = append(seen, fmt.Sprintf(format, args...)) }
	hooks := runtime.Hooks{
		OnRequest: func(ctx context.Context, attempt *runtime.Attempt) (context.Context, error) {
			log("request %d", attempt.Number)
			attempt.Header.Set("X-Added", "yes")
			return ctx, nil
		},
		OnResponse: func(_ context.Context, _ *runtime.Attempt, response *http.Response) {
			log("response %d", response.StatusCode)
		},
		OnError: func(_ context.Context, _ *runtime.Attempt, err runtime.Error) { log("error %s", err.Code()) },
		OnRetry: func(_ context.Context, _ *runtime.Attempt, _ time.Duration, err runtime.Error) {
			log("retry %s", err.Code())
		},
	}
	s := serve(t, answer(503, nil), answer(204, nil))
	if err := s.client(t, runtime.WithHooks(hooks)).Call(context.Background(), &getThing, one, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, strings.Join(seen, ", "), "request 1, response 503, error status_503, retry status_503, request 2, response 204")
	equal(t, s.seen()[1].Header.Get("X-Added"), "yes")
}

func TestAHooksErrorFailsTheCall(t *testing.T) {
	refusal := errors.New("not now")
	hooks := runtime.Hooks{OnRequest: func(ctx context.Context, _ *runtime.Attempt) (context.Context, error) { return ctx, refusal }}
	s := serve(t, answer(204, nil))
	err := s.client(t, runtime.WithHooks(hooks)).Call(context.Background(), &getThing, one, nil)
	equal(t, errors.Is(err, refusal), true)
	equal(t, len(s.seen()), 0)
}

func TestTheLogShowsNoSecrets(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s := serve(t, answer(404, nil, "Set-Cookie", "hidden"))
	client := s.client(t, runtime.WithHooks(runtime.LoggingHooks(logger)), runtime.WithToken("hidden"))
	operation := getThing
	operation.Parameters = append([]runtime.Parameter{{Key: "Q", In: "query"}}, operation.Parameters...)
	err := client.Call(context.Background(), &operation, runtime.Values{"Thing": "1", "Q": "hidden"}, nil)
	equal(t, codeOf(err), "status_404")
	for _, word := range []string{"msg=request", "msg=response", "msg=error", "operation=things.get", "status=404", "redacted"} {
		equal(t, strings.Contains(log.String(), word), true)
	}
	equal(t, strings.Contains(log.String(), "hidden"), false)
}

type span struct{ log *[]string }

func (s span) SetAttribute(name string, value any) {
	*s.log = append(*s.log, fmt.Sprintf("%s=%v", name, value))
}
func (s span) Fail(string) { *s.log = append(*s.log, "failed") }
func (s span) End()        { *s.log = append(*s.log, "end") }

type tracer struct{ log *[]string }

func (t tracer) StartSpan(ctx context.Context, name string) (context.Context, runtime.Span) {
	*t.log = append(*t.log, "start "+name)
	return ctx, span(t)
}

func (tracer) Inject(_ context.Context, header http.Header) { header.Set("Traceparent", "00-1-2-01") }

func TestEachAttemptIsASpan(t *testing.T) {
	var log []string
	s := serve(t, answer(503, nil), answer(204, nil))
	client := s.client(t, runtime.WithHooks(runtime.TracingHooks(tracer{&log})))
	if err := client.Call(context.Background(), &getThing, runtime.Values{"Thing": "1"}, nil); err != nil {
		t.Fatal(err)
	}
	text := strings.Join(log, " ")
	equal(t, strings.Count(text, "start things.get"), 2)
	equal(t, strings.Count(text, "end"), 2+strings.Count(text, "resend"))
	for _, word := range []string{"http.response.status_code=503 error.type=503 failed end", "http.request.resend_count=1", "server.address=127.0.0.1"} {
		equal(t, strings.Contains(text, word), true)
	}
	equal(t, s.seen()[0].Header.Get("Traceparent"), "00-1-2-01")
}
