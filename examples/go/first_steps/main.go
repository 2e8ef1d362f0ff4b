// The first steps with the SDK, against a running platform.
//
//	PARLANCE_URL=… PARLANCE_CLIENT_ID=… PARLANCE_CLIENT_SECRET=… go run ./examples/go/first_steps
package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"
)

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
	defer client.Close()

	rt, err := parlance.NewRealtime(client)
	if err != nil {
		return err
	}
	defer rt.Close()
	watched, err := rt.Tunnels()
	if err != nil {
		return err
	}
	// The watch begins with everything there is; what follows are the changes.
	next, stop := iter.Pull2(watched.Messages(ctx))
	defer stop()
	if _, err, _ := next(); err != nil {
		return err
	}

	tunnel, err := client.Tunnels.Create(ctx, &parlance.TunnelsCreateParams{Body: parlance.TunnelCreate{
		Protocol: parlance.TunnelProtocolHTTP,
		Publish:  runtime.Ptr(true),
		Labels:   parlance.Labels{"env": "development"},
	}})
	if err != nil {
		return err
	}
	fmt.Printf("Made the tunnel %s, published: %t.\n", tunnel.ID, tunnel.Host != nil)

	version := fmt.Sprintf("%q", fmt.Sprint(tunnel.Version))
	var headers parlance.TunnelsUpdateHeaders
	production := parlance.TunnelUpdate{Labels: parlance.LabelsPatch{"env": runtime.Ptr("production")}}
	update := &parlance.TunnelsUpdateParams{IfMatch: &version, Body: production}
	changed, err := client.Tunnels.Update(ctx, tunnel.ID, update, runtime.IntoHeaders(&headers))
	if err != nil {
		return err
	}
	fmt.Printf("Moved it to production: version %v, ETag %s.\n", changed.Version, *headers.ETag)

	_, err = client.Tunnels.Update(ctx, tunnel.ID, update)
	var stale *runtime.PreconditionFailedError
	if !errors.As(err, &stale) {
		return fmt.Errorf("a writer with the old version was not refused: %w", err)
	}
	fmt.Printf("A writer with the old version is refused: %s.\n", stale.Code())

	found := 0
	for each, err := range client.Tunnels.List(ctx, &parlance.TunnelsListParams{Limit: runtime.Ptr[int64](10)}).All() {
		if err != nil {
			return err
		}
		if each.ID == tunnel.ID {
			found++
		}
	}
	fmt.Printf("Found it %d time among all tunnels.\n", found)

	if err := client.Tunnels.Delete(ctx, tunnel.ID, nil); err != nil {
		return err
	}
	_, err = client.Tunnels.Get(ctx, tunnel.ID, nil)
	var missing *runtime.NotFoundError
	if !errors.As(err, &missing) {
		return fmt.Errorf("the tunnel is still there: %w", err)
	}
	fmt.Printf("Deleted it; asking again gives %s (request %s).\n", missing.Code(), missing.RequestID)

	for {
		message, err, ok := next()
		if err != nil || !ok {
			return err
		}
		switch message.Data.(type) {
		case *parlance.TunnelCreatedEvent, *parlance.TunnelUpdatedEvent:
			fmt.Printf("Was told over the socket: %s.\n", message.Event)
		case *parlance.TunnelDeletedEvent:
			fmt.Printf("Was told over the socket: %s.\n", message.Event)
			return nil
		}
	}
}
