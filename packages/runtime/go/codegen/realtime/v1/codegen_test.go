package codegen_test

import (
	"context"
	"encoding/json"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	codegen "github.com/parlance-dev/parlance/packages/runtime/go/codegen/realtime/v1"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	"github.com/parlance-dev/parlance/packages/runtime/go/runtimetest"
)

var background = context.Background()

type changed struct{ Name string }

func TestNewRealtimeIsOfTheSamePlatformWithTheSameCredentials(t *testing.T) {
	tokens := []string{"one", "two"}
	rest, err := runtime.NewClient(
		runtime.Setup{Product: "acme/1.2.0"},
		runtime.WithURL("https://platform.test/base"),
		runtime.WithTokenCallback(func(context.Context) (string, error) {
			token := tokens[0]
			tokens = tokens[1:]
			return token, nil
		}),
	)
	if err != nil {
		t.Fatal(err)
	}
	transport := runtimetest.NewMemoryTransport()
	setup := codegen.Setup{Product: "acme/1.2.0", Path: "/v1/socket"}
	client, err := codegen.NewRealtime(rest, setup, realtime.WithTransport(transport))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	if err := client.Connect(background); err != nil {
		t.Fatal(err)
	}
	connection := transport.Connection()
	hello := runtimetest.FramesOf[*protocol.HelloFrame](connection)[0]
	want := protocol.ClientInfo{Name: "acme", Version: "1.2.0"}
	if connection.URL != "https://platform.test/base/v1/socket" || hello.Token != "one" || hello.Client != want {
		t.Errorf("it said %+v to %s", hello, connection.URL)
	}
	source := rest.ConnectionTokens()
	first, _ := source(background)
	second, _ := source(background)
	if first != "one" || second != "two" {
		t.Errorf("the tokens are %s and %s", first, second)
	}
}

func TestChannelsOfAContract(t *testing.T) {
	transport := runtimetest.NewMemoryTransport()
	client, err := realtime.New("wss://platform.test", realtime.WithTransport(transport))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	things := realtime.Descriptor[any]{
		ID: "things", Address: "thing:{thing}",
		Events: map[string]realtime.EventDecoder[any]{"thing.changed": codegen.Decode[any, changed]},
	}
	channel, err := codegen.NewReadOnlyChannel(client, things, map[string]string{"thing": "7"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan any, 1)
	subscription, err := channel.Subscribe(func(message realtime.Message[any]) { got <- message.Data })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := subscription.Ready(background); err != nil {
		t.Fatal(err)
	}
	transport.Connection().Publish("thing:7", "thing.changed", changed{Name: "new"})
	if data, ok := (<-got).(*changed); !ok || data.Name != "new" {
		t.Errorf("the data are %v", data)
	}
	open := realtime.Descriptor[json.RawMessage]{ID: "channels", Address: "{channel}"}
	if _, err := codegen.NewChannel(client, open, nil, nil); err == nil {
		t.Error("a channel without its name was made")
	}
}

func TestEventsOfPublishersAreKeptWhereTheChannelIsOpen(t *testing.T) {
	transport := runtimetest.NewMemoryTransport()
	client, err := realtime.New("wss://platform.test", realtime.WithTransport(transport))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	rooms := realtime.Descriptor[any]{
		ID: "rooms", Address: "room",
		Events:  map[string]realtime.EventDecoder[any]{"room.changed": codegen.Decode[any, changed]},
		Unknown: func(kept runtime.Unknown) any { return kept },
	}
	channel, err := codegen.NewReadOnlyChannel(client, rooms, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan any, 3)
	subscription, err := channel.Subscribe(
		func(message realtime.Message[any]) { got <- message.Data },
		realtime.OnUnknown(func(unknown realtime.Unknown) { got <- unknown }),
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := subscription.Ready(background); err != nil {
		t.Fatal(err)
	}
	transport.Connection().Publish("room", "room.changed", changed{Name: "new"})
	transport.Connection().Publish("room", "said", []int{1})
	transport.Connection().Publish("room", "room.changed", []int{1})
	if data, ok := (<-got).(*changed); !ok || data.Name != "new" {
		t.Errorf("an event of the contract is %v", data)
	}
	if data, ok := (<-got).(runtime.Unknown); !ok || string(data.JSON) != "[1]" {
		t.Errorf("an event of the publisher's own is %v", data)
	}
	if unknown, ok := (<-got).(realtime.Unknown); !ok || unknown.Err == nil {
		t.Errorf("what does not fit is %v", unknown)
	}
}
