package codegen_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	codegen "github.com/parlance-dev/parlance/packages/runtime/go/codegen/sockets/v1"
	"github.com/parlance-dev/parlance/packages/runtime/go/sockets"
)

type parameters struct {
	Room   string
	Top    *bool
	Depth  float64
	Absent *string
	Pairs  []string
}

type tick struct{ Price float64 }

var feed = sockets.Descriptor[any]{
	JSON: `{
		"id": "feed",
		"address": "/{Room}",
		"parameters": [
			{ "key": "Room", "in": "path" }, { "key": "Top", "in": "query" }, { "key": "Depth", "in": "query" },
			{ "key": "Absent", "in": "query" }, { "key": "Pairs", "in": "query" }
		],
		"receives": [{ "name": "line", "codec": "text" }, { "name": "chunk", "codec": "bytes" }],
		"sends": {}
	}`,
	Payloads: map[string]sockets.Decoder[any]{"line": codegen.Text[any], "chunk": codegen.Bytes[any]},
	Unknown:  func(kept runtime.Unknown) any { return kept },
}

func TestFieldsOfParametersFillTheAddress(t *testing.T) {
	addresses := make(chan string, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		addresses <- r.RequestURI
		connection, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		_ = connection.Write(r.Context(), websocket.MessageText, []byte("hello"))
		_ = connection.Write(r.Context(), websocket.MessageBinary, []byte{1})
		_ = connection.Close(websocket.StatusNormalClosure, "")
	}))
	defer server.Close()
	client := sockets.New(sockets.WithURL("ws" + strings.TrimPrefix(server.URL, "http")))
	defer func() { _ = client.Close() }()
	given := parameters{Room: "a b", Top: runtime.Ptr(true), Depth: 1_000_000, Pairs: []string{"x", "y"}}
	socket, err := codegen.Open(client, feed, given, nil)
	if err != nil {
		t.Fatal(err)
	}
	var payloads []any
	for message, err := range socket.Messages(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		payloads = append(payloads, message.Payload)
	}
	if len(payloads) != 2 || payloads[0] != "hello" || string(payloads[1].([]byte)) != "\x01" {
		t.Errorf("the payloads are %v", payloads)
	}
	if got := <-addresses; got != "/a%20b?Top=true&Depth=1000000&Pairs=x&Pairs=y" {
		t.Errorf("the address is %s", got)
	}
}

func TestAPayloadOfAnotherTypeIsNone(t *testing.T) {
	if _, err := codegen.Text[*tick]([]byte("text")); err == nil {
		t.Error("text was taken for a struct")
	}
	if payload, err := codegen.JSON[any, tick]([]byte(`{"Price":1}`)); err != nil || payload.(*tick).Price != 1 {
		t.Errorf("it is %v, %v", payload, err)
	}
	if payload, err := codegen.JSON[any, any]([]byte(`null`)); err != nil || payload != nil {
		t.Errorf("null is %v, %v", payload, err)
	}
	if _, err := codegen.JSON[any, tick]([]byte(`[]`)); err == nil {
		t.Error("a list was taken for a struct")
	}
}
