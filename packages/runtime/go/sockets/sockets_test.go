package sockets_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
	"github.com/parlance-dev/parlance/packages/runtime/go/sockets"
)

const document = `{
	"id": "market",
	"address": "/market/{symbol}",
	"parameters": [
		{ "key": "symbol", "in": "path", "required": true },
		{ "key": "top", "name": "top_of_book", "in": "query" }
	],
	"receives": [
		{ "name": "pong", "type": "object", "is": { "/event": "pong" } },
		{ "name": "tick", "type": "object", "has": ["/price"] },
		{ "name": "chart", "codec": "bytes" }
	],
	"sends": {
		"ping": { "replies": ["pong"], "correlation": { "pointer": "/id", "type": "integer", "answers": { "pong": "/id" } } },
		"note": {},
		"picture": { "codec": "bytes" },
		"subscribe": {}
	}EXTRA
}`

type tick struct {
	Price float64 `json:"price"`
}

type pong struct {
	ID int64 `json:"id"`
}

func descriptor(extra string) sockets.Descriptor[any] {
	return sockets.Descriptor[any]{
		JSON: strings.Replace(document, "EXTRA", extra, 1),
		Payloads: map[string]sockets.Decoder[any]{
			"tick":  sockets.DecodeJSON[any, tick],
			"pong":  sockets.DecodeJSON[any, pong],
			"chart": func(data []byte) (any, error) { return data, nil },
		},
		Unknown: func(kept runtime.Unknown) any { return kept },
	}
}

// server keeps what comes, and who came.
type server struct {
	*testing.T
	url      string
	requests chan *http.Request
	sockets  chan *websocket.Conn
	received chan string
	// Called with each text; nil: nothing is answered.
	answer func(text string, to *websocket.Conn)
}

func serve(t *testing.T, answer func(text string, to *websocket.Conn)) *server {
	t.Helper()
	s := &server{
		T: t, answer: answer,
		requests: make(chan *http.Request, 100), sockets: make(chan *websocket.Conn, 100), received: make(chan string, 100),
	}
	host := httptest.NewServer(s)
	t.Cleanup(host.Close)
	s.url = "ws" + strings.TrimPrefix(host.URL, "http") + "/v1"
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/gone") {
		http.NotFound(w, r)
		return
	}
	if strings.HasSuffix(r.URL.Path, "/elsewhere") {
		http.Redirect(w, r, "/v1/market/x", http.StatusFound)
		return
	}
	connection, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = connection.CloseNow() }()
	s.requests <- r
	s.sockets <- connection
	for {
		_, data, err := connection.Read(context.Background())
		if err != nil {
			return
		}
		s.received <- string(data)
		if s.answer != nil {
			s.answer(string(data), connection)
		}
	}
}

func (s *server) write(to *websocket.Conn, texts ...string) {
	s.Helper()
	for _, text := range texts {
		if err := to.Write(context.Background(), websocket.MessageText, []byte(text)); err != nil {
			s.Fatal(err)
		}
	}
}

func (s *server) wants(texts ...string) {
	s.Helper()
	for _, text := range texts {
		if got := next(s.T, s.received); got != text {
			s.Fatalf("the server received %s, want %s", got, text)
		}
	}
}

func next[T any](t *testing.T, from <-chan T) (value T) {
	t.Helper()
	select {
	case value = <-from:
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came")
	}
	return value
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var background = context.Background()

func open(t *testing.T, s *server, extra string, options ...sockets.Option) *sockets.Socket[any] {
	t.Helper()
	client := sockets.New(sockets.WithURL(s.url), sockets.WithBackoff(sockets.Backoff{Min: 1, Max: 1}))
	t.Cleanup(func() { _ = client.Close() })
	values := socket.Values{"symbol": {"btc/usd"}, "top": {"true"}}
	made, err := sockets.Open(client, descriptor(extra), values, options...)
	must(t, err)
	return made
}

type result struct {
	message sockets.Message[any]
	err     error
}

// read reads a socket in the background; the channel is closed at the end.
func read(ctx context.Context, made *sockets.Socket[any], options ...sockets.ReadOption) <-chan result {
	results := make(chan result, 100)
	go func() {
		defer close(results)
		for message, err := range made.Messages(ctx, options...) {
			results <- result{message, err}
		}
	}()
	return results
}

func TestASocketIsOpenedAtItsAddressAndMessagesAreToldByName(t *testing.T) {
	s := serve(t, nil)
	messages := read(background, open(t, s, ""))
	connection := next(t, s.sockets)
	s.write(connection, `{"price":7}`, "hello", `{"price":"much"}`)
	must(t, connection.Write(background, websocket.MessageBinary, []byte{0, 255}))
	if first := next(t, messages).message; first.Name != "tick" || first.Payload.(*tick).Price != 7 {
		t.Errorf("the first is %v", first)
	}
	if second := next(t, messages).message; second.Name != "unknown" || string(second.Payload.(runtime.Unknown).JSON) != `"hello"` {
		t.Errorf("the second is %v", second)
	}
	third := next(t, messages).message
	if _, unknown := third.Payload.(runtime.Unknown); third.Name != "tick" || !unknown || third.Err == nil {
		t.Errorf("the third is %v", third)
	}
	if fourth := next(t, messages).message; fourth.Name != "chart" || string(fourth.Payload.([]byte)) != "\x00\xff" {
		t.Errorf("the fourth is %v", fourth)
	}
	if got := next(t, s.requests).RequestURI; got != "/v1/market/btc%2Fusd?top_of_book=true" {
		t.Errorf("the address is %s", got)
	}
}

func TestARequestIsAnsweredByItsOwnID(t *testing.T) {
	s := serve(t, func(text string, to *websocket.Conn) {
		var ping struct{ ID int64 }
		_ = json.Unmarshal([]byte(text), &ping)
		answer, _ := json.Marshal(map[string]any{"event": "pong", "id": ping.ID})
		_ = to.Write(background, websocket.MessageText, answer)
	})
	made := open(t, s, "")
	var all sync.WaitGroup
	for payload, want := range map[string]int64{`{"event":"ping"}`: 0, `{"event":"ping","id":9}`: 9} {
		all.Add(1)
		go func() {
			defer all.Done()
			answer, err := sockets.Reply[*pong](made.Request(background, "ping", json.RawMessage(payload)))
			if err != nil || (want != 0 && answer.ID != want) || answer.ID == 0 {
				t.Errorf("%s is answered by %v, %v", payload, answer, err)
			}
		}()
	}
	all.Wait()
	_, err := sockets.Reply[*tick](made.Request(background, "ping", json.RawMessage(`{"event":"ping"}`)))
	if !hasCode(err, "decode_failed") {
		t.Errorf("an answer of another type is %v", err)
	}
}

func hasCode(err error, code string) bool {
	var failure runtime.Error
	return errors.As(err, &failure) && failure.Code() == code
}

func note(text string) any { return map[string]string{"text": text} }

func TestAfterALossItRestoresFirstAndThenSendsWhatWaited(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, "")
	made.OnRestore(func(ctx context.Context) error { return made.Send(ctx, "note", note("log in")) })
	failures := make(chan error, 10)
	made.OnError(func(err error) { failures <- err })
	must(t, made.Send(background, "note", note("one")))
	s.wants(`{"text":"log in"}`, `{"text":"one"}`)
	must(t, next(t, s.sockets).CloseNow())
	var lost *sockets.Error
	if err := next(t, failures); !errors.As(err, &lost) || lost.Code() != "connection_lost" || !lost.Retryable() {
		t.Errorf("the loss is %v", err)
	}
	must(t, made.Send(background, "note", note("two")))
	s.wants(`{"text":"log in"}`, `{"text":"two"}`)
}

func TestARestoreThatFailsIsTriedAgain(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, "")
	tries := 0
	failed := errors.New("not yet")
	made.OnRestore(func(context.Context) error {
		tries++
		if tries == 1 {
			return failed
		}
		return nil
	})
	told := make(chan error, 1)
	made.OnError(func(err error) { told <- err })
	must(t, made.Send(background, "note", note("at last")))
	s.wants(`{"text":"at last"}`)
	if err := next(t, told); !hasCode(err, "restore_failed") || !errors.Is(err, failed) {
		t.Errorf("told: %v", err)
	}
	if tries != 2 {
		t.Errorf("it was tried %d times", tries)
	}
}

func TestARestoreThatFailsIsLoggedWhereNobodyListens(t *testing.T) {
	logged := make(chan string, 1)
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(lines(logged), nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	made := open(t, serve(t, nil), "")
	made.OnRestore(func(context.Context) error { return errors.New("not yet") })
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	read(ctx, made)
	if line := next(t, logged); !strings.Contains(line, "socket market") || !strings.Contains(line, "not yet") {
		t.Errorf("logged: %s", line)
	}
}

// lines is a writer whose first line can be waited for.
type lines chan string

func (l lines) Write(line []byte) (int, error) {
	select {
	case l <- string(line):
	default:
	}
	return len(line), nil
}

func TestAServerThatRefusesForGoodEndsTheSocket(t *testing.T) {
	s := serve(t, nil)
	client := sockets.New(sockets.WithURL(s.url))
	refused := descriptor("")
	refused.JSON = strings.Replace(refused.JSON, "/market/{symbol}", "/gone", 1)
	made, err := sockets.Open(client, refused, socket.Values{"symbol": {"x"}})
	must(t, err)
	if failed := next(t, read(background, made)); !hasCode(failed.err, "status_404") {
		t.Errorf("it ends with %v", failed.err)
	}
	if made.State().Status() != "failed" {
		t.Errorf("its state is %s", made.State().Status())
	}
	if err := made.Send(background, "note", note("late")); !hasCode(err, "status_404") {
		t.Errorf("sending gives %v", err)
	}
	if err := made.Connect(background); !hasCode(err, "status_404") {
		t.Errorf("connecting gives %v", err)
	}
}

func TestATokenGoesNowhereElse(t *testing.T) {
	s := serve(t, nil)
	moved := descriptor(`, "token": { "in": "query", "name": "access" }`)
	moved.JSON = strings.Replace(moved.JSON, "/market/{symbol}", "/elsewhere", 1)
	client := sockets.New(sockets.WithURL(s.url), sockets.WithToken("secret"))
	t.Cleanup(func() { _ = client.Close() })
	made, err := sockets.Open(client, moved, socket.Values{"symbol": {"x"}})
	must(t, err)
	failures := make(chan error, 10)
	made.OnError(func(err error) { failures <- err })
	go func() { _ = made.Connect(background) }()
	if err := next(t, failures); !hasCode(err, "unavailable") || strings.Contains(err.Error(), "secret") {
		t.Errorf("a redirect is %v", err)
	}
	unreachable, err := sockets.Open(client, moved, socket.Values{"symbol": {"x"}}, sockets.WithURL("ws://127.0.0.1:1"))
	must(t, err)
	unreachable.OnError(func(err error) { failures <- err })
	go func() { _ = unreachable.Connect(background) }()
	if err := next(t, failures); !hasCode(err, "connection_lost") || strings.Contains(err.Error(), "secret") {
		t.Errorf("nobody there is %v", err)
	}
}

func TestAGoodbyeEndsTheIteration(t *testing.T) {
	s := serve(t, nil)
	messages := read(background, open(t, s, ""))
	connection := next(t, s.sockets)
	s.write(connection, `{"price":1}`)
	must(t, connection.Close(websocket.StatusNormalClosure, ""))
	if first := next(t, messages).message; first.Name != "tick" {
		t.Errorf("the first is %v", first)
	}
	if _, goesOn := <-messages; goesOn {
		t.Error("it goes on after the goodbye")
	}
	other := open(t, s, "")
	failed := make(chan error, 1)
	go func() {
		_, err := other.Request(background, "ping", map[string]string{"event": "ping"})
		failed <- err
	}()
	s.wants(`{"event":"ping","id":1}`)
	must(t, other.Close())
	if err := next(t, failed); !errors.Is(err, sockets.ErrClosed) {
		t.Errorf("what waited fails with %v", err)
	}
}

func TestTheTokenIsRenewedInBand(t *testing.T) {
	s := serve(t, nil)
	clock := runtimetest.NewVirtualClock()
	tokens := []sockets.Token{{Value: "t1", ExpiresAt: clock.Now().Add(time.Minute)}, {Value: "t2"}}
	source := func(context.Context) (sockets.Token, error) {
		first := tokens[0]
		tokens = tokens[1:]
		return first, nil
	}
	const token = `, "token": { "in": "query", "name": "access",
		"refresh": { "message": { "name": "note", "payload": { "op": "auth" } }, "pointer": "/token", "beforeMs": 10000 } }`
	made := open(t, s, token, sockets.WithTokenSource(source), sockets.WithClock(clock))
	must(t, made.Send(background, "note", note("hello")))
	if got := next(t, s.requests).URL.Query().Get("access"); got != "t1" {
		t.Errorf("the token is %s", got)
	}
	s.wants(`{"text":"hello"}`)
	clock.Advance(50 * time.Second)
	s.wants(`{"op":"auth","token":"t2"}`)
}

func TestATokenInAHeaderIsABearerToken(t *testing.T) {
	s := serve(t, nil)
	header := `, "token": { "in": "header", "name": "Authorization" }`
	must(t, open(t, s, header, sockets.WithToken("t1"), sockets.WithHeader("X-App", "1")).Connect(background))
	request := next(t, s.requests)
	if got := request.Header.Get("Authorization") + request.Header.Get("X-App"); got != "Bearer t11" {
		t.Errorf("the headers are %s", got)
	}
}

func TestSubscriptionsHearTheirKeyAndGoOnWhereTheyWere(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, `, "subscription": { "subscribe": "subscribe", "key": "/symbol", "of": "/symbol" },
		"resume": { "position": "/seq", "message": { "name": "subscribe", "payload": {} }, "pointer": "/since" }`)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	prices := make(chan float64, 10)
	over := make(chan error, 1)
	go func() {
		var last error
		for message, err := range made.Subscribe(ctx, map[string]string{"symbol": "btc"}) {
			if last = err; err == nil {
				prices <- message.Payload.(*tick).Price
			}
		}
		over <- last
	}()
	s.wants(`{"symbol":"btc"}`)
	first := next(t, s.sockets)
	s.write(first, `{"price":1,"symbol":"eth","seq":8}`, `{"price":2,"symbol":"btc","seq":9}`)
	if price := next(t, prices); price != 2 {
		t.Errorf("the first price is %v", price)
	}
	must(t, first.CloseNow())
	s.wants(`{"since":9,"symbol":"btc"}`)
	cancel()
	if err := next(t, over); !errors.Is(err, context.Canceled) {
		t.Errorf("it ends with %v", err)
	}
}

func TestWithoutTheExtensionNobodySubscribes(t *testing.T) {
	for _, err := range open(t, serve(t, nil), "").Subscribe(background, nil) {
		if !hasCode(err, "configuration_invalid") {
			t.Errorf("it ends with %v", err)
		}
	}
}

func TestMessagesAreAcknowledgedWhenTheirReaderComesBack(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, `, "acknowledgement": { "receive": {
		"messages": ["tick"], "id": "/id", "answer": { "name": "note", "payload": { "op": "ack" } }, "of": "/id" } }`)
	go func() {
		for range made.Messages(background) {
			_ = made.Send(background, "note", note("reading"))
		}
	}()
	s.write(next(t, s.sockets), `{"price":1,"id":"a"}`)
	s.wants(`{"text":"reading"}`, `{"id":"a","op":"ack"}`)
}

func TestAServerThatDoesNotAnswerPingsIsGivenUp(t *testing.T) {
	// A server that does not read does not answer.
	s := serve(t, func(string, *websocket.Conn) { select {} })
	made := open(t, s, "", sockets.WithHeartbeat(sockets.Heartbeat{Interval: 5 * time.Millisecond, Timeout: 20 * time.Millisecond}))
	must(t, made.Send(background, "note", note("stop reading")))
	next(t, s.sockets)
	next(t, s.sockets)
}

func TestAMessageIsAHeartbeat(t *testing.T) {
	s := serve(t, nil)
	heartbeat := sockets.Heartbeat{Interval: time.Second, Timeout: time.Second, Message: "note", Payload: note("beat")}
	clock := runtimetest.NewVirtualClock()
	must(t, open(t, s, "", sockets.WithHeartbeat(heartbeat), sockets.WithClock(clock)).Connect(background))
	clock.Advance(time.Second)
	s.wants(`{"text":"beat"}`)
}

func TestASlowReaderFailsOrDropsTheOldest(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, "")
	heard := make(chan struct{}, 10)
	made.OnMessage(func(sockets.Message[any]) { heard <- struct{}{} })
	slow := func(options ...sockets.ReadOption) (first chan struct{}, goOn chan struct{}, rest chan []any) {
		first, goOn, rest = make(chan struct{}, 1), make(chan struct{}), make(chan []any, 1)
		go func() {
			var read []any
			for message, err := range made.Messages(background, options...) {
				if len(read) == 0 {
					first <- struct{}{}
					<-goOn
				}
				if err != nil {
					read = append(read, err)
					break
				}
				if read = append(read, message.Payload.(*tick).Price); len(read) == 2 && len(options) == 2 {
					break
				}
			}
			rest <- read
		}()
		return first, goOn, rest
	}
	failingFirst, failingOn, failing := slow(sockets.WithBuffer(1))
	connection := next(t, s.sockets)
	s.write(connection, `{"price":1}`)
	next(t, failingFirst)
	droppingFirst, droppingOn, dropping := slow(sockets.WithBuffer(1), sockets.WithDropOldest())
	for done := false; !done; {
		// Until the second reader is there it hears nothing.
		s.write(connection, `{"price":2}`)
		select {
		case <-droppingFirst:
			done = true
		case <-time.After(5 * time.Millisecond):
		}
	}
	s.write(connection, `{"price":3}`, `{"price":4}`, `{"price":5}`)
	for range 5 {
		next(t, heard)
	}
	close(failingOn)
	close(droppingOn)
	read := next(t, failing)
	if err, ok := read[len(read)-1].(error); !ok || !errors.Is(err, sockets.ErrBufferExceeded) || len(read) != 3 {
		t.Errorf("the one that fails reads %v", read)
	}
	if read := next(t, dropping); len(read) != 2 {
		t.Errorf("the one that drops reads %v", read)
	}
}

func TestAContextEndsAnIterationAndARequest(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, "")
	ctx, cancel := context.WithCancelCause(background)
	mine := errors.New("mine")
	messages := read(ctx, made)
	failed := make(chan error, 1)
	go func() {
		_, err := made.Request(ctx, "ping", map[string]string{"event": "ping"})
		failed <- err
	}()
	s.wants(`{"event":"ping","id":1}`)
	cancel(mine)
	if got := next(t, messages); !errors.Is(got.err, mine) {
		t.Errorf("the iteration ends with %v", got.err)
	}
	if err := next(t, failed); !errors.Is(err, mine) {
		t.Errorf("the request fails with %v", err)
	}
	if err := made.Send(ctx, "note", note("late")); !errors.Is(err, mine) {
		t.Errorf("sending gives %v", err)
	}
}

func TestListenersHearUntilTheyAreStopped(t *testing.T) {
	s := serve(t, nil)
	made := open(t, s, "")
	states := make(chan string, 10)
	made.OnState(func(state socket.State) { states <- state.Status() })
	names := make(chan string, 10)
	stop := made.OnMessage(func(message sockets.Message[any]) { names <- message.Name })
	must(t, made.Connect(background))
	connection := next(t, s.sockets)
	s.write(connection, `{"price":1}`)
	if name := next(t, names); name != "tick" {
		t.Errorf("it is %s", name)
	}
	stop()
	must(t, made.Close())
	for _, want := range []string{"connecting", "open", "closed"} {
		if state := next(t, states); state != want {
			t.Errorf("the state is %s, want %s", state, want)
		}
	}
}

func TestWhatCannotWorkIsToldBeforeAnyNetwork(t *testing.T) {
	values := socket.Values{"symbol": {"x"}}
	for _, each := range []struct {
		extra   string
		values  socket.Values
		options []sockets.Option
		want    string
	}{
		{"", values, nil, "names no server"},
		{"", nil, []sockets.Option{sockets.WithURL("ws://localhost")}, "parameter symbol of market is missing"},
		{"", values, []sockets.Option{sockets.WithURL("/relative")}, "must be an absolute"},
		{"", values, []sockets.Option{sockets.WithURL("ws://[x")}, "must be an absolute"},
		{"", values, []sockets.Option{sockets.WithURL("ws://a"), sockets.WithBackoff(sockets.Backoff{Min: -1})}, "WithBackoff"},
		{"", values, []sockets.Option{sockets.WithURL("ws://a"), sockets.WithQueue(sockets.Queue{Bytes: -1})}, "WithQueue"},
		{"", values, []sockets.Option{sockets.WithURL("ws://a"), sockets.WithHeartbeat(sockets.Heartbeat{Interval: 1})}, "WithHeartbeat"},
		{`, "token": { "in": "query", "name": "t" }`, values, []sockets.Option{sockets.WithURL("ws://localhost")}, "wants a token"},
	} {
		_, err := sockets.Open(sockets.New(), descriptor(each.extra), each.values, each.options...)
		if !hasCode(err, "configuration_invalid") || !strings.Contains(err.Error(), each.want) {
			t.Errorf("it is %v, want %s", err, each.want)
		}
	}
}

func TestABufferThatHoldsNothingIsRefused(t *testing.T) {
	made := open(t, serve(t, nil), "")
	for _, err := range made.Messages(background, sockets.WithBuffer(0)) {
		if !hasCode(err, "configuration_invalid") {
			t.Errorf("it is %v", err)
		}
	}
	if status := made.State().Status(); status != "idle" {
		t.Errorf("the socket is %s", status)
	}
}

func TestAMessageThatMayNotBeSentIsRefusedWithThoseThatMay(t *testing.T) {
	made := open(t, serve(t, nil), "")
	if err := made.Send(background, "nope", 1); !hasCode(err, "configuration_invalid") || !strings.Contains(err.Error(), "those that may are ") {
		t.Errorf("it is %v", err)
	}
	if _, err := made.Request(background, "note", 1); !hasCode(err, "configuration_invalid") || !strings.Contains(err.Error(), "ping") {
		t.Errorf("it is %v", err)
	}
	if status := made.State().Status(); status != "idle" {
		t.Errorf("the socket is %s", status)
	}
}

func TestWhatCannotBeSentIsRefusedWhereItIsHandedOver(t *testing.T) {
	made := open(t, serve(t, nil), "")
	for name, payload := range map[string]any{"note": func() {}, "picture": "no bytes"} {
		if err := made.Send(background, name, payload); !hasCode(err, "invalid_request") {
			t.Errorf("%s gives %v", name, err)
		}
	}
}
