package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// roundMessages is more than a round of the bench has.
const roundMessages = 1_000_000

// connectParlance subscribes by our client, and decodes the data as an application does.
func connectParlance(port int, tell func(message)) error {
	client, err := realtime.New(fmt.Sprintf("ws://127.0.0.1:%d/v1/socket", port), realtime.WithToken("token"))
	if err != nil {
		return err
	}
	handler := func(got realtime.Message[json.RawMessage]) {
		if err := decode(got.Data, tell); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	// The default buffer would overflow while a piece of 100 kB is decoded, and the server of the bench replays nothing.
	subscription, err := client.Channel("bench").Subscribe(handler, realtime.WithBuffer(roundMessages))
	if err != nil {
		return err
	}
	_, err = subscription.Ready(context.Background())
	return err
}
