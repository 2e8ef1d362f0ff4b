// Package codegen is what generated realtime code may import, beside the types of package realtime that it hands on, and nobody else.
// Names stay and keep their meaning for as long as v1 exists. Programs that do not use it carry no WebSocket along.
package codegen

import (
	"encoding/json"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// Setup is what the contract says about all its channels.
type Setup struct {
	// Product is the SDK's name and version for the server's log, e.g. parlance-sdk/0.1.0.
	Product string
	// Path of the socket below the platform's base URL, e.g. /v1/socket; empty: the base URL is the socket's own.
	Path string
}

// NewRealtime makes a realtime client of the platform that a client of its REST half calls, with that one's credentials. What the
// options say goes before.
func NewRealtime(client *runtime.Client, setup Setup, options ...realtime.Option) (*realtime.Client, error) {
	product, version, _ := strings.Cut(setup.Product, "/")
	var defaults []realtime.Option
	if version != "" {
		defaults = append(defaults, realtime.WithClientInfo(product, version))
	}
	if source := client.ConnectionTokens(); source != nil {
		defaults = append(defaults, realtime.WithTokenSource(source))
	}
	return realtime.New(client.URL()+setup.Path, append(defaults, options...)...)
}

// NewChannel gives a channel of the contract. Fails if a parameter of its address is missing.
func NewChannel[E any](
	client *realtime.Client, descriptor realtime.Descriptor[E], parameters map[string]string, options []realtime.ChannelOption,
) (*realtime.Channel[E], error) {
	return realtime.ChannelOf(client, descriptor, parameters, options...)
}

// NewReadOnlyChannel gives a channel of the contract on which the platform alone publishes.
func NewReadOnlyChannel[E any](
	client *realtime.Client, descriptor realtime.Descriptor[E], parameters map[string]string, options []realtime.ChannelOption,
) (*realtime.ReadOnlyChannel[E], error) {
	return realtime.ReadOnlyChannelOf(client, descriptor, parameters, options...)
}

// Decode reads the data of an event into a T, which it gives as E: by pointer, or by value where only that fits.
func Decode[E, T any](data json.RawMessage) (E, error) { return realtime.DecodeEvent[E, T](data) }
