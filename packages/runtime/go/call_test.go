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

var one = runtime.Values{"Thing": "a/b"}

func TestACallGivesDataAnswerAndHeaders(t *testing.T) {
	s := serve(t, answer(200, thing{"1"}, "Request-Id", "req_1", "ETag", `"v1"`, "RateLimit-Remaining", "7"))
	var got thing
	var around runtime.Answer
	var headers struct {
		ETag *string
		Left *int64
	}
	err := s.client(t).Call(context.Background(), &getThing, one, &got, runtime.IntoAnswer(&around), runtime.IntoHeaders(&headers))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got.ID, "1")
	equal(t, around.RequestID, "req_1")
	equal(t, around.Attempts, 1)
	equal(t, *headers.ETag, `"v1"`)
	equal(t, *headers.Left, 7)
	request := s.seen()[0]
	equal(t, request.URL.EscapedPath(), "/things/a%2Fb")
	equal(t, request.Header.Get("Accept"), "application/json")
	equal(t, strings.HasPrefix(request.UserAgent(), "acme-go/1.0.0 go/"), true)
}

func TestTheAnswerOfACallThatFailsIsFilledToo(t *testing.T) {
	s := serve(t, answer(404, nil, "Request-Id", "req_3"), answer(200, "no thing", "Request-Id", "req_4"))
	client := s.client(t)
	for _, want := range []runtime.Answer{{StatusCode: 404, RequestID: "req_3"}, {StatusCode: 200, RequestID: "req_4"}} {
		var got thing
		var around runtime.Answer
		if err := client.Call(context.Background(), &getThing, one, &got, runtime.IntoAnswer(&around)); err == nil {
			t.Fatal("it did not fail")
		}
		equal(t, around.StatusCode, want.StatusCode)
		equal(t, around.RequestID, want.RequestID)
		equal(t, around.Header.Get("Request-Id"), want.RequestID)
		equal(t, around.Attempts, 1)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	around := runtime.Answer{StatusCode: 200}
	_ = client.Call(ended, &getThing, one, nil, runtime.IntoAnswer(&around))
	equal(t, around.StatusCode, 0)
}

func TestARefusalIsTheErrorOfItsStatus(t *testing.T) {
	problem := map[string]any{"code": "thing_gone", "title": "Gone", "detail": "Long ago", "retryable": false}
	s := serve(t, answer(404, problem, "X-Request-Id", "req_2"))
	err := s.client(t).Call(context.Background(), &getThing, one, nil)
	var missing *runtime.NotFoundError
	var refused *runtime.ResponseError
	var conflict *runtime.ConflictError
	if !errors.As(err, &missing) || !errors.As(err, &refused) || errors.As(err, &conflict) {
		t.Fatalf("got %T", err)
	}
	equal(t, missing.Code(), "thing_gone")
	equal(t, missing.RequestID, "req_2")
	equal(t, missing.Retryable(), false)
	equal(t, missing.Operation(), "things.get")
	equal(t, missing.Header.Get("Content-Type"), "application/json")
	equal(t, err.Error(), "Gone: Long ago (404 thing_gone), request req_2")
	var body struct{ Detail string }
	if err := refused.Decode(&body); err != nil {
		t.Fatal(err)
	}
	equal(t, body.Detail, "Long ago")
}

func TestWhatCannotBeReadIsADecodeError(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"broken JSON": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"id":`))
		},
		"another media type": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<p>"))
		},
		"another type": answer(200, map[string]any{"id": 1}),
	} {
		t.Run(name, func(t *testing.T) {
			var got thing
			err := serve(t, handler).client(t).Call(context.Background(), &getThing, one, &got)
			var unreadable *runtime.DecodeError
			if !errors.As(err, &unreadable) || unreadable.StatusCode != 200 || unreadable.Text == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestNoContentLeavesTheValueAsItIs(t *testing.T) {
	s := serve(t, answer(204, nil))
	got := &thing{"before"}
	if err := s.client(t).Call(context.Background(), &getThing, one, &got); err != nil || got.ID != "before" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestBytesAreReadByTheCaller(t *testing.T) {
	operation := getThing
	operation.Accept, operation.Reads = "application/pdf", "binary"
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("%PDF")) })
	var body io.ReadCloser
	if err := s.client(t).Call(context.Background(), &operation, one, &body); err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(body)
	if err != nil || string(data) != "%PDF" || body.Close() != nil {
		t.Errorf("got %q, %v", data, err)
	}
}

func TestTheContextEndsACall(t *testing.T) {
	arrived := make(chan struct{})
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	err := s.client(t).Call(ctx, &getThing, one, nil)
	var aborted *runtime.AbortError
	if !errors.As(err, &aborted) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestCloseEndsCallsAndRefusesNewOnes(t *testing.T) {
	arrived := make(chan struct{})
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
	})
	client := s.client(t)
	go func() {
		<-arrived
		client.Close()
	}()
	equal(t, codeOf(client.Call(context.Background(), &getThing, one, nil)), runtime.CodeClientClosed)
	equal(t, codeOf(client.Call(context.Background(), &getThing, one, nil)), runtime.CodeClientClosed)
}

func TestTimeoutsEndCallsAndAttempts(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for name, option := range map[string]runtime.CallOption{
		"call":    runtime.WithTimeout(time.Second),
		"attempt": runtime.WithAttemptTimeout(time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			err := serve(t, hang).client(t).Call(context.Background(), &getThing, one, nil, option, runtime.WithRetries(0))
			var late *runtime.TimeoutError
			if !errors.As(err, &late) || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestParametersThatCannotBeSentAreRefused(t *testing.T) {
	client := serve(t, answer(200, nil)).client(t)
	for name, values := range map[string]runtime.Values{
		"missing": {}, "empty": {"Thing": ""}, "dots": {"Thing": ".."},
	} {
		t.Run(name, func(t *testing.T) {
			var refused *runtime.ParameterError
			if err := client.Call(context.Background(), &getThing, values, nil); !errors.As(err, &refused) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestDoMakesCallsThatTheContractDoesNotDescribe(t *testing.T) {
	s := serve(t, answer(200, thing{"1"}))
	var got thing
	request := runtime.Request{Method: "POST", Path: "/odd", Query: runtime.Values{"q": "a b", "a": nil, "p": 1}, Body: map[string]any{"x": 1}}
	if err := s.client(t).Do(context.Background(), request, &got); err != nil {
		t.Fatal(err)
	}
	equal(t, s.seen()[0].URL.RequestURI(), "/odd?p=1&q=a%20b")
	equal(t, s.bodies[0], `{"x":1}`)
	equal(t, got.ID, "1")
}

func TestAnswersToHeadHaveNoBody(t *testing.T) {
	operation := getThing
	operation.Method = "HEAD"
	s := serve(t, answer(200, nil, "Content-Length", "10", "ETag", "v2"))
	var headers struct{ ETag, Left *string }
	var got thing
	if err := s.client(t).Call(context.Background(), &operation, one, &got, runtime.IntoHeaders(&headers)); err != nil {
		t.Fatal(err)
	}
	equal(t, *headers.ETag, "v2")
}

func TestAConnectionIsUsedAgain(t *testing.T) {
	s := serve(t, answer(200, thing{"1"}), answer(404, thing{"1"}), answer(200, thing{"1"}))
	client := s.client(t, runtime.WithHTTPClient(s.Client()))
	for range 3 {
		// The second call fails, as the server says.
		_ = client.Call(context.Background(), &getThing, one, nil)
	}
	seen := s.seen()
	equal(t, seen[2].RemoteAddr, seen[0].RemoteAddr)
}

// drip answers with a status and the beginning of a body, whose rest never comes.
func drip(status int, begin string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "10000")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(begin))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
}

func TestWhatNobodyReadsDoesNotKeepACall(t *testing.T) {
	s := serve(t, drip(200, "{"))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.client(t).Call(ctx, &getThing, one, nil); err != nil || ctx.Err() != nil {
		t.Errorf("got %v, and the context's %v", err, ctx.Err())
	}
}

func TestARefusalWhoseBodyTakesTooLongIsStillTheRefusal(t *testing.T) {
	s := serve(t, drip(403, "{"))
	clock := runtime.WithClock(runtime.SystemClock)
	err := s.client(t, clock, runtime.WithTimeout(200*time.Millisecond)).Call(context.Background(), &getThing, one, nil)
	equal(t, codeOf(err), "status_403")
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	equal(t, codeOf(s.client(t, clock).Call(ctx, &getThing, one, nil)), runtime.CodeAborted)
}
