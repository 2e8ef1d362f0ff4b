package sockets

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/url"
	"sync"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol/socket"
)

// Client opens sockets, made by New; generated clients embed it.
type Client struct {
	options []Option

	mu   sync.Mutex
	open map[*core]struct{}
}

// New makes a client. Its options are those of all its sockets.
func New(options ...Option) *Client {
	return &Client{options: options, open: map[*core]struct{}{}}
}

// Close closes all sockets for good, and returns when the servers were told, at most about a second later. Never fails.
func (c *Client) Close() error {
	c.mu.Lock()
	open := maps.Clone(c.open)
	c.mu.Unlock()
	var closing sync.WaitGroup
	for each := range open {
		closing.Add(1)
		go func() {
			defer closing.Done()
			each.close()
		}()
	}
	closing.Wait()
	return nil
}

// Open makes a socket of a document. It does not connect yet. The error says what is missing: a server, a parameter, a token.
func Open[P any](client *Client, descriptor Descriptor[P], values socket.Values, options ...Option) (*Socket[P], error) {
	resolved := resolve(append(append([]Option(nil), client.options...), options...))
	var read socket.Descriptor
	if err := json.Unmarshal([]byte(descriptor.JSON), &read); err != nil {
		return nil, err
	}
	if read.Server != nil && len(resolved.variables) > 0 {
		variables := map[string]string{}
		maps.Copy(variables, read.Server.Variables)
		maps.Copy(variables, resolved.variables)
		read.Server = &socket.Server{URL: read.Server.URL, Variables: variables}
	}
	if err := check(&read, values, resolved); err != nil {
		return nil, err
	}
	given, err := resolved.machineOptions(&read, rand.Float64)
	if err != nil {
		return nil, err
	}
	var made *core
	made = newCore(&read, values, resolved, socket.NewMachine(&read, given), func() { client.forget(made) })
	client.mu.Lock()
	defer client.mu.Unlock()
	client.open[made] = struct{}{}
	return &Socket[P]{core: made, descriptor: descriptor}, nil
}

func (c *Client) forget(ended *core) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, ended)
}

// check refuses what cannot work, before any network.
func check(descriptor *socket.Descriptor, values socket.Values, options options) error {
	if descriptor.Token != nil && options.token == nil {
		return invalidConfiguration(descriptor.ID + " wants a token: use WithToken or WithTokenSource")
	}
	address, err := socket.AddressOf(descriptor, values, socket.Given{URL: options.url})
	if err != nil {
		return invalidConfiguration(err.Error())
	}
	parsed, err := url.Parse(address.URL)
	if err == nil && parsed.Host != "" {
		switch parsed.Scheme {
		case "ws", "wss", "http", "https":
			return nil
		}
	}
	// An error of the host would show the address, and with it a token.
	return invalidConfiguration("the server's URL (WithURL) must be an absolute ws, wss, http or https URL")
}
