// Package sockets is a client of WebSockets that do not speak the Parlance protocol, as AsyncAPI documents describe them. A socket
// connects when it is first used, comes back by itself, and keeps in order what is sent meanwhile:
//
//	market, err := acme.NewSockets().Market(acme.MarketParameters{Symbol: "btcusd"})
//	market.OnRestore(func(ctx context.Context) error { return market.SendSubscribe(ctx, symbols) })
//	for message, err := range market.Messages(ctx) { … }
//
// Everything is safe for concurrent use.
package sockets
