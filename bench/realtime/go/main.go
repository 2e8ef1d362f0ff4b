// Command go is the client of one contender of bench/realtime: `go coder` is coder/websocket with encoding/json and nothing else,
// `go parlance` the realtime half of Go's runtime. It carries out commands, a line of JSON each on standard input, and answers on
// standard output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type call struct {
	ID      int             `json:"id"`
	Command string          `json:"command"`
	Params  json.RawMessage `json:"params"`
}

type answer struct {
	ID     int `json:"id"`
	Result any `json:"result"`
}

// connect connects to the server at a port, and from then on tells each payload.
type connect func(port int, tell func(message)) error

var contenders = map[string]connect{
	"coder":         connectCoder,
	"coder-batched": connectCoderBatched,
	"parlance":      connectParlance,
}

func main() {
	if err := serve(contenders[os.Args[1]]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve carries out commands until there are no more.
func serve(connect connect) error {
	counter := &counter{}
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked call
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		result, err := carryOut(asked, counter, connect)
		if err != nil {
			return err
		}
		if err := answers.Encode(answer{asked.ID, result}); err != nil {
			return err
		}
	}
	return lines.Err()
}

func carryOut(asked call, counter *counter, connect connect) (any, error) {
	switch asked.Command {
	case "connect":
		var to struct{ Port int }
		if err := json.Unmarshal(asked.Params, &to); err != nil {
			return nil, err
		}
		return nil, connect(to.Port, counter.message)
	case "arm":
		var messages int
		if err := json.Unmarshal(asked.Params, &messages); err != nil {
			return nil, err
		}
		return nil, counter.arm(messages)
	case "received":
		return <-counter.received, nil
	}
	return nil, fmt.Errorf("there is no command %s", asked.Command)
}
