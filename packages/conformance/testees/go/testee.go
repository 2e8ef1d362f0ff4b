package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
)

// finish waits until a command that has begun is done, and gives its answer.
type finish func() (members, error)

func done(answer members) finish { return func() (members, error) { return answer, nil } }

func failed(err error) finish { return func() (members, error) { return nil, err } }

// testee carries out commands. Only the goroutine that reads them uses its map.
type testee struct {
	clients   map[string]*client
	questions *questions
}

func newTestee() *testee {
	return &testee{clients: map[string]*client{}, questions: &questions{open: map[int]chan answer{}}}
}

// begin begins a command.
func (t *testee) begin(command command) finish {
	switch command.Do {
	case "features":
		return done(features)
	case "create":
		return t.create(command)
	case "token", "noToken":
		return t.answer(command)
	}
	found := t.clients[command.Client]
	switch {
	case found == nil && command.Do == "close":
		return done(members{})
	case found == nil:
		return failed(fmt.Errorf("there is no client %s", command.Client))
	case command.Do == "close":
		delete(t.clients, command.Client)
		return func() (members, error) { return members{}, found.realtime.Close() }
	}
	return found.begin(command)
}

func (t *testee) create(command command) finish {
	var read struct {
		URL     string
		Options createOptions
	}
	if err := command.read(&read); err != nil {
		return failed(err)
	}
	made, err := newClient(command.Client, read.URL, read.Options, t.questions)
	if err != nil {
		return failed(err)
	}
	t.clients[command.Client] = made
	return done(members{})
}

func (t *testee) answer(command command) finish {
	var read struct {
		Ask   int
		Token string
		Final bool
	}
	if err := command.read(&read); err != nil {
		return failed(err)
	}
	given := answer{token: read.Token}
	if command.Do == "noToken" {
		given.err = refusal{read.Final}
	}
	t.questions.answer(read.Ask, given)
	return done(members{})
}

// clientCommand is what the commands of a client have.
type clientCommand struct {
	As       string
	Channel  string
	Event    string
	Data     any
	Method   string
	Params   json.RawMessage
	Options  json.RawMessage
	Order    string
	PageSize int
	From     *protocol.Position
	Count    int
}

func (c *client) begin(command command) finish {
	var read clientCommand
	if err := command.read(&read); err != nil {
		return failed(err)
	}
	switch command.Do {
	case "connect":
		go func() { _ = c.realtime.Connect(context.Background()) }()
		return done(members{})
	case "disconnect":
		c.realtime.Disconnect()
		return done(members{})
	case "subscribe":
		var options subscribeOptions
		if err := readOptions(read, &options); err != nil {
			return failed(err)
		}
		return ended(c.subscribe(read.As, read.Channel, options))
	case "unsubscribe":
		if subscription := c.subscriptions[read.As]; subscription != nil {
			subscription.Unsubscribe()
		}
		return done(members{})
	case "publish":
		return c.publish(read)
	case "history":
		return func() (members, error) { return c.history(read) }
	case "enter", "update", "leave", "members":
		return c.present(command.Do, read)
	case "request":
		return c.request(read)
	case "cast":
		return ended(c.realtime.Cast(read.Method, read.Params))
	case "ping":
		return func() (members, error) {
			took, err := c.realtime.Ping(context.Background())
			return members{"ms": took.Milliseconds()}, err
		}
	}
	return failed(fmt.Errorf("unknown command %s", command.Do))
}

func readOptions(read clientCommand, into any) error {
	if read.Options == nil {
		return nil
	}
	return json.Unmarshal(read.Options, into)
}

func ended(err error) finish {
	if err != nil {
		return failed(err)
	}
	return done(members{})
}

func (c *client) publish(read clientCommand) finish {
	var given struct {
		PublishID  string
		Tags       map[string]string
		TTLSeconds int64
		TimeoutMs  *int64
	}
	if err := readOptions(read, &given); err != nil {
		return failed(err)
	}
	options := []realtime.PublishOption{realtime.WithPublishID(given.PublishID), realtime.WithTags(given.Tags)}
	if given.TTLSeconds > 0 {
		options = append(options, realtime.WithTTL(milliseconds(given.TTLSeconds*1000)))
	}
	if given.TimeoutMs != nil {
		options = append(options, realtime.WithPublishTimeout(milliseconds(*given.TimeoutMs)))
	}
	if read.Event == "" {
		read.Event = "message"
	}
	publishing := c.realtime.Channel(read.Channel).PublishAsync(read.Event, read.Data, options...)
	return func() (members, error) {
		published, err := publishing.Wait(context.Background())
		answer := members{"epoch": published.Epoch, "offset": published.Offset, "duplicate": published.Duplicate}
		if published.MessageID != "" {
			answer["messageId"] = published.MessageID
		}
		return answer, err
	}
}

func (c *client) history(read clientCommand) (members, error) {
	var options []realtime.HistoryOption
	if read.Order == "asc" {
		options = append(options, realtime.HistoryOldestFirst())
	}
	if read.PageSize > 0 {
		options = append(options, realtime.HistoryPageSize(read.PageSize))
	}
	if read.From != nil {
		options = append(options, realtime.HistoryFrom(*read.From))
	}
	items := []members{}
	for message, err := range c.realtime.Channel(read.Channel).History(context.Background(), options...) {
		if err != nil {
			return nil, err
		}
		items = append(items, messageMembers(message))
		if len(items) == read.Count {
			break
		}
	}
	return members{"items": items}, nil
}

func (c *client) present(do string, read clientCommand) finish {
	presence, err := c.presence(read.Channel)
	if err != nil {
		return failed(err)
	}
	switch do {
	case "enter":
		return presence.inTurn(func(ctx context.Context) error { return presence.Enter(ctx, read.Data) })
	case "update":
		return presence.inTurn(func(ctx context.Context) error { return presence.Update(ctx, read.Data) })
	case "leave":
		return presence.inTurn(func(ctx context.Context) error { return presence.Leave(ctx) })
	}
	return done(members{"members": listOf(presence.Members())})
}

func (c *client) request(read clientCommand) finish {
	var given struct{ TimeoutMs *int64 }
	if err := readOptions(read, &given); err != nil {
		return failed(err)
	}
	var options []realtime.RequestOption
	if given.TimeoutMs != nil {
		options = append(options, realtime.WithRequestTimeout(milliseconds(*given.TimeoutMs)))
	}
	var params any
	if read.Params != nil {
		params = read.Params
	}
	return func() (members, error) {
		result, err := c.realtime.Request(context.Background(), read.Method, params, options...)
		return members{"result": result}, err
	}
}
