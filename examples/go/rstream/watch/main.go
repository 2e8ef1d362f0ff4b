// Watches tunnels and clients over server-sent events and over the socket: the same code, one option changed.
package main

import (
	"context"
	"fmt"
	"iter"
	"log"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/relay"
)

type message = realtime.Message[parlance.TunnelsEvents]

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
	line, err := relay.Start(client.URL())
	if err != nil {
		return err
	}
	defer line.Close()
	mail := parlance.TunnelCreate{Name: runtime.Ptr("mail"), Protocol: parlance.TunnelProtocolTLS}
	if _, err := client.Tunnels.Create(ctx, &parlance.TunnelsCreateParams{Body: mail}); err != nil {
		return err
	}

	if err := watch(ctx, client, line, "server-sent events", realtime.WithTransport(realtime.SSE())); err != nil {
		return err
	}
	return watch(ctx, client, line, "the socket")
}

func watch(
	ctx context.Context, client *parlance.Client, line *relay.Relay, name string, options ...realtime.Option,
) error {
	relayed, err := parlance.NewClient(runtime.WithURL(line.URL))
	if err != nil {
		return err
	}
	rt, err := parlance.NewRealtime(relayed, options...)
	if err != nil {
		return err
	}
	defer rt.Close()
	rt.OnError(func(err error) { log.Fatal(err) })
	watched, err := rt.Tunnels()
	if err != nil {
		return err
	}
	// A message that is missing is an error of the iteration, a *realtime.Gap.
	next, stop := iter.Pull2(watched.Messages(ctx))
	defer stop()

	first, err := take(next, 1)
	if err != nil {
		return err
	}
	initial, ok := first[0].Data.(*parlance.StateInitialEvent)
	expect.Equal(ok, true)
	expect.Equal(len(initial.Data.Tunnels), 1)
	expect.Equal(*initial.Data.Tunnels[0].Name, "mail")
	fmt.Printf("Over %s: mail is there at the beginning\n", name)

	laptop, tunnel, err := change(ctx, client)
	if err != nil {
		return err
	}
	came, err := take(next, 3)
	if err != nil {
		return err
	}
	expect.Equal(events(came), "client.created, tunnel.created, tunnel.updated")
	updated, ok := came[2].Data.(*parlance.TunnelUpdatedEvent)
	expect.Equal(ok, true)
	expect.Equal(updated.Data.Labels, parlance.Labels{"env": "prod"})
	fmt.Printf("  %s\n", events(came))

	// The line breaks, and things happen meanwhile.
	if err := line.Cut(func() error {
		if err := client.Tunnels.Delete(ctx, tunnel.ID, nil); err != nil {
			return err
		}
		return client.Clients.Delete(ctx, laptop.ID, nil)
	}); err != nil {
		return err
	}
	missed, err := take(next, 2)
	if err != nil {
		return err
	}
	expect.Equal(events(missed), "tunnel.deleted, client.deleted")
	for i, message := range append(came, missed...) {
		expect.Equal(message.Offset, came[0].Offset+int64(i))
	}
	fmt.Printf("  after a cut: %s, nothing missing\n", events(missed))
	expect.Equal(rt.State().Status(), "connected")
	return nil
}

// change makes a client and a tunnel of it, and moves that to production.
func change(ctx context.Context, client *parlance.Client) (*parlance.TunnelClient, *parlance.Tunnel, error) {
	laptop, err := client.Clients.Create(ctx, &parlance.ClientsCreateParams{Body: parlance.TunnelClientCreate{
		Name:   runtime.Ptr("laptop"),
		Status: runtime.Ptr(parlance.TunnelStatusOnline),
	}})
	if err != nil {
		return nil, nil, err
	}
	tunnel, err := client.Tunnels.Create(ctx, &parlance.TunnelsCreateParams{Body: parlance.TunnelCreate{
		Protocol: parlance.TunnelProtocolHTTP,
		ClientID: &laptop.ID,
	}})
	if err != nil {
		return nil, nil, err
	}
	production := parlance.TunnelUpdate{Labels: parlance.LabelsPatch{"env": runtime.Ptr("prod")}}
	_, err = client.Tunnels.Update(ctx, tunnel.ID, &parlance.TunnelsUpdateParams{Body: production})
	return laptop, tunnel, err
}

func take(next func() (message, error, bool), count int) ([]message, error) {
	var messages []message
	for range count {
		each, err, _ := next()
		if err != nil {
			return nil, err
		}
		messages = append(messages, each)
	}
	return messages, nil
}

func events(messages []message) string {
	var names []string
	for _, each := range messages {
		names = append(names, each.Event)
	}
	return strings.Join(names, ", ")
}
