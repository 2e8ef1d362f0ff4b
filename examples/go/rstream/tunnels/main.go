// Finds tunnels and the clients that hold them open.
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
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
	if err := prepare(ctx, client); err != nil {
		return err
	}

	online, err := client.Tunnels.List(ctx, &parlance.TunnelsListParams{
		Status:   runtime.Ptr(parlance.TunnelStatusOnline),
		Protocol: runtime.Ptr(parlance.TunnelProtocolHTTP),
	}).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(online.Items), 1)
	web := online.Items[0]
	expect.Equal(*web.Name, "web")
	fmt.Printf("Online over HTTP: %s at %s\n", *web.Name, *web.Host)

	// The same grammar filters lists, watches, grants and webhooks.
	filter := &parlance.Filter{Or: []parlance.Filter{
		{Extra: runtime.MustExtra(map[string]any{"labels.env": "prod"})},
		{Extra: runtime.MustExtra(map[string]any{"name": map[string]string{"prefix": "pre"}})},
	}}
	var chosen []string
	list := client.Tunnels.List(ctx, &parlance.TunnelsListParams{Filter: filter, Limit: runtime.Ptr[int64](1)})
	for tunnel, err := range list.All() {
		if err != nil {
			return err
		}
		chosen = append(chosen, *tunnel.Name)
	}
	expect.Equal(chosen, []string{"preview", "web"})
	fmt.Printf("Through a filter, page by page: %s\n", strings.Join(chosen, ", "))

	var names []string
	clients := client.Clients.List(ctx, &parlance.ClientsListParams{Status: runtime.Ptr(parlance.TunnelStatusOnline)})
	for each, err := range clients.All() {
		if err != nil {
			return err
		}
		names = append(names, *each.Name)
	}
	expect.Equal(slices.Sorted(slices.Values(names)), []string{"laptop", "server"})
	fmt.Printf("Clients: %s\n", strings.Join(names, ", "))
	return nil
}

// prepare makes two clients and three tunnels.
func prepare(ctx context.Context, client *parlance.Client) error {
	var clients []*parlance.TunnelClient
	for name, env := range map[string]string{"laptop": "dev", "server": "prod"} {
		made, err := client.Clients.Create(ctx, &parlance.ClientsCreateParams{Body: parlance.TunnelClientCreate{
			Name:   &name,
			Status: runtime.Ptr(parlance.TunnelStatusOnline),
			Labels: parlance.Labels{"env": env},
		}})
		if err != nil {
			return err
		}
		clients = append(clients, made)
	}
	slices.SortFunc(clients, func(a, b *parlance.TunnelClient) int { return strings.Compare(*a.Name, *b.Name) })
	laptop, server := clients[0], clients[1]

	for _, body := range []parlance.TunnelCreate{
		{
			Name:     runtime.Ptr("web"),
			Protocol: parlance.TunnelProtocolHTTP,
			Publish:  runtime.Ptr(true),
			Status:   runtime.Ptr(parlance.TunnelStatusOnline),
			ClientID: &server.ID,
			Labels:   parlance.Labels{"env": "prod"},
		},
		{
			Name:     runtime.Ptr("mail"),
			Protocol: parlance.TunnelProtocolTLS,
			Status:   runtime.Ptr(parlance.TunnelStatusOnline),
			ClientID: &server.ID,
		},
		{Name: runtime.Ptr("preview"), Protocol: parlance.TunnelProtocolHTTP, ClientID: &laptop.ID},
	} {
		if _, err := client.Tunnels.Create(ctx, &parlance.TunnelsCreateParams{Body: body}); err != nil {
			return err
		}
	}
	return nil
}
