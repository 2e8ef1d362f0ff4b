// An SDK that is older than the platform: events it does not know arrive as they are, and the watch goes on.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

// oldTunnels is what an SDK held that was made before anybody watched clients.
var oldTunnels = realtime.Descriptor[parlance.TunnelsEvents]{
	ID:      "tunnels",
	Address: "watch:tunnels",
	Events: map[string]realtime.EventDecoder[parlance.TunnelsEvents]{
		"state.initial":  realtime.DecodeEvent[parlance.TunnelsEvents, parlance.StateInitialEvent],
		"tunnel.created": realtime.DecodeEvent[parlance.TunnelsEvents, parlance.TunnelCreatedEvent],
	},
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	client, err := parlance.NewClient()
	if err != nil {
		return err
	}
	rt, err := parlance.NewRealtime(client)
	if err != nil {
		return err
	}
	defer rt.Close()

	watch, err := realtime.ReadOnlyChannelOf(rt.Client, oldTunnels, nil)
	if err != nil {
		return err
	}
	known, unknown := inbox.New[string](), inbox.New[realtime.Unknown]()
	subscription, err := watch.Subscribe(func(message realtime.Message[parlance.TunnelsEvents]) {
		known.Add(message.Event)
	}, realtime.OnUnknown(unknown.Add))
	if err != nil {
		return err
	}
	known.AtLeast(1)

	if _, err := client.Clients.Create(ctx, &parlance.ClientsCreateParams{}); err != nil {
		return err
	}
	body := parlance.TunnelCreate{Protocol: parlance.TunnelProtocolHTTP}
	if _, err := client.Tunnels.Create(ctx, &parlance.TunnelsCreateParams{Body: body}); err != nil {
		return err
	}

	expect.Equal(known.AtLeast(2), []string{"state.initial", "tunnel.created"})
	strange := unknown.AtLeast(1)[0].Message
	expect.Equal(strange.Event, "client.created")
	fmt.Printf("Unknown to this SDK, and handed over all the same: %s at offset %d\n", strange.Event, strange.Offset)

	expect.Equal(subscription.State().Status(), "subscribed")
	fmt.Println("The watch went on")
	return nil
}
