package realtime_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// patience is how long a test waits for what should come at once.
const patience = 10 * time.Second

// noGoroutineIsLeft waits until no goroutine of this package or of the WebSocket library runs any more.
func noGoroutineIsLeft(t *testing.T) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		stacks := make([]byte, 1<<20)
		text := string(stacks[:goruntime.Stack(stacks, true)])
		var left []string
		for _, stack := range strings.Split(text, "\n\n") {
			if strings.Contains(stack, "coder/websocket.") || strings.Contains(stack, "/realtime.(*") {
				left = append(left, stack)
			}
		}
		if len(left) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines are left:\n%s", len(left), strings.Join(left, "\n\n"))
		}
		goruntime.Gosched()
	}
}

// greet answers the hello of a socket and gives its text.
func greet(ctx context.Context, socket *websocket.Conn) string {
	_, hello, err := socket.Read(ctx)
	if err != nil {
		return ""
	}
	_ = socket.Write(ctx, websocket.MessageText, []byte(welcomeText))
	return string(hello)
}

// serveSockets serves each socket with a function until that returns.
func serveSockets(t *testing.T, serve func(ctx context.Context, socket *websocket.Conn)) *httptest.Server {
	t.Helper()
	var running sync.WaitGroup
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		running.Add(1)
		defer running.Done()
		socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"parlance.v1.json"}})
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = socket.CloseNow() }()
		if extensions := r.Header.Get("Sec-WebSocket-Extensions"); extensions != "" {
			t.Errorf("the extensions are %q", extensions)
		}
		// Whoever closes a socket that is upgraded is the handler: the server does not know it any more.
		serve(context.Background(), socket)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		running.Wait()
	})
	return server
}

func newClient(t *testing.T, url string, options ...realtime.Option) *realtime.Client {
	t.Helper()
	client, err := realtime.New(url, append(options, realtime.WithToken("secret-token"))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func within10s(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	return ctx
}

func TestWebSocket(t *testing.T) {
	hellos, closes := make(chan string, 1), make(chan websocket.StatusCode, 1)
	server := serveSockets(t, func(ctx context.Context, socket *websocket.Conn) {
		hellos <- greet(ctx, socket)
		_, _, err := socket.Read(ctx)
		closes <- websocket.CloseStatus(err)
	})
	client := newClient(t, server.URL)
	if err := client.Connect(within10s(t)); err != nil {
		t.Fatal(err)
	}
	if hello := <-hellos; !strings.Contains(hello, `"type":"hello"`) || !strings.Contains(hello, "secret-token") {
		t.Errorf("the hello is %s", hello)
	}
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	// Close has waited for the goodbye.
	if code := <-closes; code != websocket.StatusNormalClosure {
		t.Errorf("it was closed with %d", code)
	}
	noGoroutineIsLeft(t)
}

func TestAServerThatDoesNotAnswerTheClose(t *testing.T) {
	done := make(chan struct{})
	server := serveSockets(t, func(ctx context.Context, socket *websocket.Conn) {
		greet(ctx, socket)
		<-done
	})
	client := newClient(t, server.URL)
	if err := client.Connect(within10s(t)); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_ = client.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	close(done)
	noGoroutineIsLeft(t)
}

func TestCloseWhileConnecting(t *testing.T) {
	arrived, done := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-done
	}))
	defer server.Close()
	defer close(done)
	client := newClient(t, server.URL)
	connected := make(chan error, 1)
	go func() { connected <- client.Connect(context.Background()) }()
	<-arrived
	_ = client.Close()
	if err := <-connected; codeOfError(err) != "closed" {
		t.Errorf("it ended with %v", err)
	}
	noGoroutineIsLeft(t)
}

func TestAServerThatIsNoneOfOurs(t *testing.T) {
	for status, code := range map[int]string{404: "status_404", 401: "invalid_token", 400: "bad_frame"} {
		t.Run(code, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
				if status == 400 {
					_, _ = io.WriteString(w, `{"code":"bad_frame","detail":"No.","retryable":false}`)
				}
			}))
			defer server.Close()
			for name, transport := range map[string]realtime.Transport{"ws": realtime.WebSocket(), "sse": realtime.SSE()} {
				client := newClient(t, server.URL, realtime.WithTransport(transport))
				err := client.Connect(within10s(t))
				if codeOfError(err) != code || strings.Contains(err.Error(), "secret-token") {
					t.Errorf("%s ended with %v", name, err)
				}
			}
			noGoroutineIsLeft(t)
		})
	}
}

func codeOfError(err error) string {
	if failure, ok := err.(*realtime.Error); ok {
		return failure.Code()
	}
	return ""
}

func TestAMessageThatIsTooLargeIsNotRead(t *testing.T) {
	sockets := make(chan struct{}, 2)
	server := serveSockets(t, func(ctx context.Context, socket *websocket.Conn) {
		sockets <- struct{}{}
		greet(ctx, socket)
		if len(sockets) == 1 {
			_ = socket.Write(ctx, websocket.MessageText, bytes.Repeat([]byte(" "), 17<<20))
		}
		_, _, _ = socket.Read(ctx)
	})
	client := newClient(t, server.URL)
	states := make(chan protocol.ConnectionState, 8)
	client.OnState(func(state protocol.ConnectionState) { states <- state })
	_ = client.Connect(within10s(t))
	for state := range states {
		if lost, ok := state.(protocol.Reconnecting); ok {
			if lost.Err.Code != "connection_lost" {
				t.Errorf("it was lost by %v", lost.Err)
			}
			break
		}
	}
}

func TestManyGoroutinesUseOneClient(t *testing.T) {
	server := serveSockets(t, func(ctx context.Context, socket *websocket.Conn) {
		greet(ctx, socket)
		for {
			_, text, err := socket.Read(ctx)
			if err != nil {
				return
			}
			for _, line := range bytes.Split(text, []byte("\n")) {
				var frame struct {
					Type string
					ID   int
				}
				if json.Unmarshal(line, &frame) == nil && frame.Type == "publish" {
					answer := fmt.Sprintf(`{"type":"ok","id":%d,"epoch":"e1","offset":%d}`, frame.ID, frame.ID)
					_ = socket.Write(ctx, websocket.MessageText, []byte(answer))
				}
			}
		}
	})
	client := newClient(t, server.URL)
	var all sync.WaitGroup
	for range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 10 {
				if _, err := client.Channel("chat").Publish(within10s(t), "n", 1); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	all.Wait()
	_ = client.Close()
	noGoroutineIsLeft(t)
}

// eventServer is the server of event streams: the streams that were opened, and the calls that came.
type eventServer struct {
	*httptest.Server
	streams chan stream
	calls   chan string
	// Statuses of the next calls; 202 when there is none.
	statuses chan int
}

// stream takes what its client is to read.
type stream chan string

func (s stream) send(frames ...string) {
	for _, frame := range frames {
		s <- "data: " + frame + "\n\n"
	}
}

func serveEvents(t *testing.T) *eventServer {
	t.Helper()
	made := &eventServer{streams: make(chan stream, 8), calls: make(chan string, 8), statuses: make(chan int, 8)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/events", func(w http.ResponseWriter, r *http.Request) {
		hello, _ := io.ReadAll(r.Body)
		if r.Header.Get("Authorization") != "Bearer secret-token" || strings.Contains(string(hello), "secret-token") {
			t.Errorf("the token is not where it belongs: %s", hello)
		}
		w.Header().Set("Content-Type", "text/event-stream")
		own := make(stream, 8)
		made.streams <- own
		for {
			select {
			case frame := <-own:
				_, _ = io.WriteString(w, frame)
				_ = http.NewResponseController(w).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	mux.HandleFunc("POST /v1/commands", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		status := http.StatusAccepted
		select {
		case status = <-made.statuses:
		default:
		}
		if status == http.StatusTooManyRequests {
			w.Header().Set("Retry-After-Ms", "1")
		}
		w.WriteHeader(status)
		if r.Header.Get("Parlance-Session") != "s" {
			t.Errorf("the session is %q", r.Header.Get("Parlance-Session"))
		}
		made.calls <- string(body)
	})
	made.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		made.CloseClientConnections()
		made.Close()
	})
	return made
}

func TestSSE(t *testing.T) {
	server := serveEvents(t)
	client := newClient(t, server.URL+"/v1/socket", realtime.WithTransport(realtime.SSE()))
	received := make(chan realtime.Message[json.RawMessage], 8)
	if _, err := client.Channel("chat").Subscribe(func(message realtime.Message[json.RawMessage]) {
		received <- message
	}); err != nil {
		t.Fatal(err)
	}
	events := <-server.streams
	events <- "event: welcome\r\ndata: " + welcomeText + "\r\n\r\n"
	events <- ": a comment\n\ndata: {\"type\":\"ok\",\"id\":2,\"channel\":\"chat\",\ndata: \"epoch\":\"e1\",\"offset\":0," +
		"\"recovered\":\"none\"}\n\n"
	events <- "data: {\"type\":\"message\",\"channel\":\"chat\",\"offset\":1,\"data\":7}\r\r: more\n"
	if message := <-received; string(message.Data) != "7" || message.Epoch != "e1" {
		t.Errorf("received %+v", message)
	}
	server.statuses <- http.StatusTooManyRequests
	publishing := client.Channel("chat").PublishAsync("n", 1)
	if first, again := <-server.calls, <-server.calls; first != again || !strings.Contains(first, `"type":"publish"`) {
		t.Errorf("the calls are %s and %s", first, again)
	}
	events.send(`{"type":"ok","id":3,"epoch":"e1","offset":2}`)
	if published, err := publishing.Wait(within10s(t)); err != nil || published.Offset != 2 {
		t.Errorf("published %v: %v", published, err)
	}
	_ = client.Close()
	noGoroutineIsLeft(t)
}

func TestSSEComesBackWhenItsSessionIsGone(t *testing.T) {
	server := serveEvents(t)
	client := newClient(t, server.URL+"/v1/socket", realtime.WithTransport(realtime.SSE()))
	states := make(chan protocol.ConnectionState, 16)
	client.OnState(func(state protocol.ConnectionState) { states <- state })
	connected := make(chan error, 1)
	go func() { connected <- client.Connect(context.Background()) }()
	(<-server.streams).send(welcomeText)
	if err := <-connected; err != nil {
		t.Fatal(err)
	}
	server.statuses <- http.StatusNotFound
	publishing := client.Channel("chat").PublishAsync("n", 1)
	<-server.calls
	for state := range states {
		if lost, ok := state.(protocol.Reconnecting); ok {
			if lost.Err.Code != protocol.CodeInsufficientState {
				t.Errorf("it was lost by %v", lost.Err)
			}
			break
		}
	}
	events := <-server.streams
	events.send(welcomeText)
	if again := <-server.calls; !strings.Contains(again, `"type":"publish"`) {
		t.Errorf("the call is %s", again)
	}
	events.send(`{"type":"ok","id":2,"epoch":"e1","offset":1}`)
	if _, err := publishing.Wait(within10s(t)); err != nil {
		t.Error(err)
	}
}
