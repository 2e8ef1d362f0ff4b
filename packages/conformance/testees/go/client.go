package main

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime/cbor"
)

// client is one realtime client of a scenario. Its maps are of the goroutine that reads commands.
type client struct {
	name          string
	realtime      *realtime.Client
	subscriptions map[string]*realtime.Subscription
	presences     map[string]*presence
}

// presence is the presence of a channel, whose commands are carried out one after the other.
type presence struct {
	*realtime.Presence
	last <-chan struct{}
}

type createOptions struct {
	Transport string
	Codec     string
	TimeoutMs *int64
	Backoff   struct {
		MinMs, MaxMs int64
		Attempts     int
	}
	Queue struct {
		Messages, Bytes int
		Policy          realtime.QueuePolicy
	}
}

func milliseconds(count int64) time.Duration { return time.Duration(count) * time.Millisecond }

func (o createOptions) list() []realtime.Option {
	list := []realtime.Option{
		realtime.WithQueue(realtime.Queue{Messages: o.Queue.Messages, Bytes: o.Queue.Bytes, Policy: o.Queue.Policy}),
		realtime.WithBackoff(realtime.Backoff{
			Min: milliseconds(o.Backoff.MinMs), Max: milliseconds(o.Backoff.MaxMs), Attempts: o.Backoff.Attempts,
		}),
	}
	if o.TimeoutMs != nil {
		list = append(list, realtime.WithTimeout(milliseconds(*o.TimeoutMs)))
	}
	if o.Transport == "sse" {
		list = append(list, realtime.WithTransport(realtime.SSE()))
	}
	if o.Codec == "cbor" {
		list = append(list, realtime.WithCodec(cbor.Codec))
	}
	return list
}

func newClient(name, url string, options createOptions, questions *questions) (*client, error) {
	made, err := realtime.New(url, append(
		options.list(),
		realtime.WithTokenSource(func(ctx context.Context) (string, error) {
			return questions.ask(ctx, name, "token", members{})
		}),
		realtime.WithAuthorizer(func(ctx context.Context, request realtime.AuthorizeRequest) (string, error) {
			about := members{"channel": request.Channel, "connection": request.Connection}
			return questions.ask(ctx, name, "authorize", about)
		}),
	)...)
	if err != nil {
		return nil, err
	}
	tell := func(event string, about members) { tell(name, event, about) }
	made.OnState(func(state protocol.ConnectionState) { tell("state", stateMembers(state)) })
	made.OnError(func(err error) { tell("error", members{"error": errorMembers(err)}) })
	made.OnDirect(func(direct realtime.Direct) {
		if direct.Gap != nil {
			tell("direct", members{"message": gapMembers(direct.Gap)})
		} else {
			tell("direct", members{"message": messageMembers(direct.Message)})
		}
	})
	made.OnCast(func(cast realtime.Cast) { tell("cast", members{"method": cast.Method, "params": cast.Params}) })
	made.OnUnknown(func(unknown realtime.Unknown) { tell("unknown", members{"frame": unknownMembers(unknown)}) })
	return &client{
		name:          name,
		realtime:      made,
		subscriptions: map[string]*realtime.Subscription{},
		presences:     map[string]*presence{},
	}, nil
}

func tell(client, event string, about members) {
	about["client"] = client
	about["event"] = event
	write(about)
}

type subscribeOptions struct {
	Since  *protocol.Position
	Rewind *struct {
		Count *int
		Ms    *int64
	}
	Filter     json.RawMessage
	Policy     string
	ConflateMs *int64
	ReturnMode string
}

func (o subscribeOptions) list() []realtime.SubscribeOption {
	var list []realtime.SubscribeOption
	if o.Since != nil {
		list = append(list, realtime.WithSince(*o.Since))
	}
	if rewind := o.Rewind; rewind != nil && rewind.Count != nil {
		list = append(list, realtime.WithRewind(*rewind.Count))
	} else if rewind != nil && rewind.Ms != nil {
		list = append(list, realtime.WithRewindFor(milliseconds(*rewind.Ms)))
	}
	if o.Filter != nil {
		list = append(list, realtime.WithFilter(o.Filter))
	}
	if o.Policy != "" {
		list = append(list, realtime.WithPolicy(o.Policy))
	}
	if o.ConflateMs != nil {
		list = append(list, realtime.WithConflate(milliseconds(*o.ConflateMs)))
	}
	if o.ReturnMode != "" {
		list = append(list, realtime.WithReturnMode(o.ReturnMode))
	}
	return list
}

func (c *client) subscribe(as, channel string, options subscribeOptions) error {
	tell := func(event string, about members) {
		about["subscription"] = as
		tell(c.name, event, about)
	}
	made, err := c.realtime.Channel(channel).Subscribe(
		func(message realtime.Message[json.RawMessage]) {
			tell("message", members{"message": messageMembers(message)})
		},
		append(
			options.list(),
			realtime.OnGap(func(gap *realtime.Gap) { tell("gap", members{"gap": gapMembers(gap)}) }),
			realtime.OnLive(func() { tell("live", members{}) }),
			realtime.OnState(func(state protocol.SubscriptionState) { tell("subscription", subscriptionMembers(state)) }),
		)...,
	)
	if err != nil {
		return err
	}
	// Whoever waits for it is told of a refusal, so that it is no error of the client.
	go func() { _, _ = made.Ready(context.Background()) }()
	c.subscriptions[as] = made
	return nil
}

// presence gives the presence of a channel, with its changes told from the first use on.
func (c *client) presence(channel string) (*presence, error) {
	if found := c.presences[channel]; found != nil {
		return found, nil
	}
	change := func(change string) func(protocol.PresenceMember) {
		return func(member protocol.PresenceMember) {
			tell(c.name, "presence", members{"channel": channel, "change": change, "member": member})
		}
	}
	watched, err := c.realtime.Channel(channel).Presence(
		realtime.OnEnter(change("enter")),
		realtime.OnUpdate(change("update")),
		realtime.OnLeave(change("leave")),
		realtime.OnSync(func(all []protocol.PresenceMember) {
			tell(c.name, "members", members{"channel": channel, "members": listOf(all)})
		}),
	)
	if err != nil {
		return nil, err
	}
	made := &presence{Presence: watched}
	c.presences[channel] = made
	return made, nil
}

// inTurn carries a command out when those before it are done.
func (p *presence) inTurn(do func(context.Context) error) finish {
	before, done := p.last, make(chan struct{})
	p.last = done
	return func() (members, error) {
		defer close(done)
		if before != nil {
			<-before
		}
		return members{}, do(context.Background())
	}
}

// questions are what the runner is asked: for tokens, which it gives by the command `token` or refuses by `noToken`.
type questions struct {
	mu    sync.Mutex
	asked int
	open  map[int]chan answer
}

type answer struct {
	token string
	err   error
}

func (q *questions) ask(ctx context.Context, client, event string, about members) (string, error) {
	q.mu.Lock()
	q.asked++
	number, answers := q.asked, make(chan answer, 1)
	q.open[number] = answers
	q.mu.Unlock()
	about["ask"] = number
	tell(client, event, about)
	select {
	case given := <-answers:
		return given.token, given.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (q *questions) answer(number int, given answer) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if answers := q.open[number]; answers != nil {
		answers <- given
	}
	delete(q.open, number)
}
