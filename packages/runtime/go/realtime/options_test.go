package realtime_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

func TestOptionsThatMakeNoSense(t *testing.T) {
	for named, option := range map[string]realtime.Option{
		"Backoff.Attempts": realtime.WithBackoff(realtime.Backoff{Attempts: -1}),
		"Backoff.Min":      realtime.WithBackoff(realtime.Backoff{Min: -time.Second}),
		"Backoff.Max":      realtime.WithBackoff(realtime.Backoff{Max: -1}),
		"Queue.Messages":   realtime.WithQueue(realtime.Queue{Messages: -1}),
		"Queue.Bytes":      realtime.WithQueue(realtime.Queue{Bytes: -1}),
		"Queue.Policy":     realtime.WithQueue(realtime.Queue{Policy: "newest"}),
		"The timeout":      realtime.WithTimeout(-time.Second),
	} {
		t.Run(named, func(t *testing.T) {
			_, err := realtime.New("wss://platform.test/v1/socket", option)
			if codeOfError(err) != "configuration_invalid" || !strings.Contains(err.Error(), named) {
				t.Errorf("it is %v", err)
			}
		})
	}
	client, err := realtime.New("wss://platform.test/v1/socket", realtime.WithTimeout(realtime.NoTimeout))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	_, err = client.Request(context.Background(), "x", nil, realtime.WithRequestTimeout(-time.Second))
	if codeOfError(err) != "configuration_invalid" {
		t.Errorf("a request fails with %v", err)
	}
}

func TestAnEmptyTokenIsCalledSo(t *testing.T) {
	client, err := realtime.New("ws://127.0.0.1:1", realtime.WithToken(""))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	err = client.Connect(context.Background())
	if codeOfError(err) != "credentials_failed" || !strings.Contains(err.Error(), "The token given is empty") {
		t.Errorf("it fails with %v", err)
	}
}

// deadAddress is an address where nobody listens any more.
func deadAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return "ws://" + listener.Addr().String() + "/v1/socket"
}

func TestTheLastFailureIsInTheChain(t *testing.T) {
	for name, transport := range map[string]realtime.Transport{
		"WebSocket": realtime.WebSocket(),
		"SSE":       realtime.SSE(),
	} {
		t.Run(name, func(t *testing.T) {
			client, err := realtime.New(deadAddress(t),
				realtime.WithTransport(transport), realtime.WithBackoff(realtime.Backoff{Attempts: 1}))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = client.Close() }()
			err = client.Connect(context.Background())
			if !errors.Is(err, realtime.ErrAttemptsExhausted) || !errors.Is(err, syscall.ECONNREFUSED) {
				t.Errorf("it fails with %v", err)
			}
		})
	}
}
