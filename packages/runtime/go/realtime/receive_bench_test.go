package realtime_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/coder/websocket"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// BenchmarkReceive compares the processor time of one message with that of coder/websocket and encoding/json alone, which is given in
// cpu-ns/op; the server, which is in both, is measured too.
func BenchmarkReceive(b *testing.B) {
	b.Run("bare", func(b *testing.B) {
		server := serveMessages(b)
		measure(b, func() { readBare(b, server.URL, b.N) })
	})
	b.Run("client", func(b *testing.B) {
		server := serveMessages(b)
		measure(b, func() { readWithClient(b, server.URL, b.N) })
	})
}

type chatMessage struct {
	Text   string   `json:"text"`
	Author string   `json:"author"`
	Tags   []string `json:"tags"`
	Likes  int      `json:"likes"`
}

func measure(b *testing.B, run func()) {
	b.ReportAllocs()
	before := processorTime(b)
	b.ResetTimer()
	run()
	b.StopTimer()
	b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
}

func processorTime(b *testing.B) int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// serveMessages sends so many messages as are asked for in the address of the socket's query, after the hello of a session.
func serveMessages(b *testing.B) *httptest.Server {
	const text = "It is a message of a usual length, as people write them to each other when they have something to say."
	data, err := json.Marshal(chatMessage{Text: text, Author: "ada", Tags: []string{"a", "b"}, Likes: 12})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var count int
		_, _ = fmt.Sscan(r.URL.Query().Get("count"), &count)
		socket, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"parlance.v1.json"}})
		if err != nil {
			return
		}
		defer func() { _ = socket.CloseNow() }()
		_, hello, err := socket.Read(r.Context())
		if err != nil {
			return
		}
		var greeting protocol.HelloFrame
		if json.Unmarshal(hello, &greeting) == nil && len(greeting.Subscriptions) > 0 {
			write(r.Context(), socket, welcomeText)
			id := greeting.Subscriptions[0].ID
			write(r.Context(), socket, fmt.Sprintf(
				`{"type":"ok","id":%d,"channel":"chat","epoch":"e1","offset":0,"recovered":"none","count":0}`, id))
		}
		for offset := 1; offset <= count; offset++ {
			write(r.Context(), socket, fmt.Sprintf(
				`{"type":"message","channel":"chat","offset":%d,"event":"said","time":1795253400000,`+
					`"from":{"userId":"ada","connectionId":"conn_1"},"publishId":"5f0d8d8e:%d","data":%s}`, offset, offset, data))
		}
		_, _, _ = socket.Read(r.Context())
	}))
	b.Cleanup(server.Close)
	return server
}

const welcomeText = `{"type":"welcome","id":1,"connection":"conn_1","session":"s","user":null,"inbox":null,"pingMs":25000,` +
	`"pongWaitMs":10000,"tokenTtlMs":null,"resumed":false,"windowMs":120000,"limits":{"frameBytes":65536,"subscriptions":200,` +
	`"inFlight":64,"messagesPerSecond":50},"retry":{"minMs":400,"maxMs":20000},"now":0}`

func write(ctx context.Context, socket *websocket.Conn, text string) {
	_ = socket.Write(ctx, websocket.MessageText, []byte(text))
}

func readBare(b *testing.B, url string, count int) {
	ctx := context.Background()
	socket, _, err := websocket.Dial(ctx, fmt.Sprintf("%s?count=%d", url, count), &websocket.DialOptions{
		Subprotocols: []string{"parlance.v1.json"},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = socket.CloseNow() }()
	write(ctx, socket, `{"type":"hello"}`)
	for range count {
		_, text, err := socket.Read(ctx)
		if err != nil {
			b.Fatal(err)
		}
		var frame struct {
			Type, Channel, Event, PublishID string
			Offset, Time                    int64
			From                            struct{ UserID, ConnectionID string }
			Data                            chatMessage
		}
		if err := json.Unmarshal(text, &frame); err != nil || frame.Data.Likes != 12 {
			b.Fatal(err)
		}
	}
}

func readWithClient(b *testing.B, url string, count int) {
	client, err := realtime.New(fmt.Sprintf("%s?count=%d", strings.Replace(url, "http", "ws", 1), count))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	descriptor := realtime.Descriptor[*chatMessage]{
		Address: "chat",
		Events:  map[string]realtime.EventDecoder[*chatMessage]{"said": realtime.DecodeEvent[*chatMessage, chatMessage]},
	}
	channel, err := realtime.ChannelOf(client, descriptor, nil)
	if err != nil {
		b.Fatal(err)
	}
	var all sync.WaitGroup
	all.Add(count)
	if _, err := channel.Subscribe(func(message realtime.Message[*chatMessage]) {
		if message.Data.Likes == 12 {
			all.Done()
		}
	}, realtime.WithBuffer(1<<30)); err != nil {
		b.Fatal(err)
	}
	all.Wait()
}
