package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/coder/websocket"
)

// connectCoder reads frames of one message by coder/websocket and encoding/json.
func connectCoder(port int, tell func(message)) error {
	return readCoder(port, func(frame []byte) error { return decode(frame, tell) })
}

// connectCoderBatched is the same for frames of several messages, one a line.
func connectCoderBatched(port int, tell func(message)) error {
	return readCoder(port, func(frame []byte) error {
		for _, line := range bytes.Split(frame, []byte("\n")) {
			if err := decode(line, tell); err != nil {
				return err
			}
		}
		return nil
	})
}

func readCoder(port int, take func(frame []byte) error) error {
	ctx := context.Background()
	socket, _, err := websocket.Dial(ctx, fmt.Sprintf("ws://127.0.0.1:%d", port), nil)
	if err != nil {
		return err
	}
	go func() {
		for {
			_, frame, err := socket.Read(ctx)
			if err == nil {
				err = take(frame)
			}
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}()
	return nil
}

func decode(text []byte, tell func(message)) error {
	var payload message
	if err := json.Unmarshal(text, &payload); err != nil {
		return err
	}
	tell(payload)
	return nil
}
