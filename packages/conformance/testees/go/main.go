// Command testee carries out the commands of docs/scenarios.md on the public API of package realtime. It reads JSON lines on
// standard input and writes JSON lines on standard output; it ends when its input does.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
)

// command is a line of the input. What a command needs beyond this it reads itself.
type command struct {
	ID     int    `json:"id"`
	Do     string `json:"do"`
	Client string `json:"client"`
	Raw    json.RawMessage
}

// read reads the members of a command.
func (c command) read(into any) error { return json.Unmarshal(c.Raw, into) }

type members map[string]any

// features is what this testee can, and which scenarios it fails, with the reason.
var features = members{
	"language": "go",
	"features": []string{
		"connect", "reconnect", "heartbeat", "tokens", "disconnect", "close", "subscribe", "resume", "gaps",
		"rewind", "history", "filters", "conflation", "batch", "publish", "queue", "requests", "presence",
		"private-channels", "direct-messages", "documents", "forward-compatibility", "cbor", "sse", "calls",
		"parameters", "retries", "pages", "streams", "credentials", "hooks", "fidelity", "webhooks", "sockets", "testing",
	},
	"knownFailures": members{},
}

var output struct {
	sync.Mutex
	*json.Encoder
}

func write(line members) {
	output.Lock()
	defer output.Unlock()
	if err := output.Encode(line); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

func main() {
	output.Encoder = json.NewEncoder(os.Stdout)
	testee := newTestee()
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	var running sync.WaitGroup
	for input.Scan() {
		text := append(json.RawMessage(nil), input.Bytes()...)
		read := command{Raw: text}
		if err := json.Unmarshal(text, &read); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		// A command has begun when this returns.
		finish := testee.begin(read)
		running.Add(1)
		go func() {
			defer running.Done()
			if ok, err := finish(); err != nil {
				write(members{"id": read.ID, "error": errorMembers(err)})
			} else {
				write(members{"id": read.ID, "ok": ok})
			}
		}()
	}
	running.Wait()
}
