// A chat: messages, history by cursor, who is there and what they say of themselves.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

const office = "office"

// text is what somebody says, and typing what one says of oneself.
type (
	text struct {
		Text string `json:"text"`
	}
	typing struct {
		Typing bool `json:"typing"`
	}
)

var chats = realtime.Descriptor[*text]{
	ID:      "channels",
	Address: "{channel}",
	Events:  map[string]realtime.EventDecoder[*text]{"message": realtime.DecodeEvent[*text, text]},
}

func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	backend, err := parlance.NewClient()
	if err != nil {
		return err
	}
	settings := &parlance.ChannelSettingsUpdate{ClientPublish: runtime.Ptr(true), Presence: runtime.Ptr(true)}
	params := &parlance.ChannelsUpdateParams{Body: parlance.ChannelUpdate{Settings: settings}}
	if _, err := backend.Channels.Update(ctx, office, params); err != nil {
		return err
	}
	ada, err := connect(backend, "ada")
	if err != nil {
		return err
	}
	defer ada.Close()
	grace, err := connect(backend, "grace")
	if err != nil {
		return err
	}
	defer grace.Close()

	at := map[string]string{"channel": office}
	adas, err := realtime.ChannelOf(ada.Client, chats, at)
	if err != nil {
		return err
	}
	graces, err := realtime.ChannelOf(grace.Client, chats, at)
	if err != nil {
		return err
	}
	changes := inbox.New[string]()
	self, err := talk(ctx, adas, graces, changes)
	if err != nil {
		return err
	}
	if err := read(ctx, backend, graces); err != nil {
		return err
	}

	if err := self.Leave(ctx); err != nil {
		return err
	}
	expect.Equal(strings.HasPrefix(changes.AtLeast(4)[3], "grace leave"), true)
	fmt.Println("grace left")
	return nil
}

func connect(backend *parlance.Client, user string) (*parlance.Realtime, error) {
	return parlance.NewRealtime(backend, realtime.WithTokenSource(func(ctx context.Context) (string, error) {
		body := parlance.TokenCreate{UserID: &user, Grants: []parlance.Grant{{
			Scopes: []parlance.Scope{
				"channels:subscribe", "channels:publish", "channels:read", "channels:presence",
			},
			Resources: &parlance.Filter{Extra: runtime.MustExtra(map[string]any{"name": office})},
		}}}
		issued, err := backend.Tokens.Create(ctx, &parlance.TokensCreateParams{Body: body})
		if err != nil {
			return "", err
		}
		return issued.Token, nil
	}))
}

func talk(
	ctx context.Context, adas, graces *realtime.Channel[*text], changes *inbox.Inbox[string],
) (*realtime.Presence, error) {
	said := inbox.New[string]()
	subscription, err := adas.Subscribe(func(message realtime.Message[*text]) {
		said.Add(*message.From.UserID + ": " + message.Data.Text)
	})
	if err != nil {
		return nil, err
	}
	if _, err := subscription.Ready(ctx); err != nil {
		return nil, err
	}
	tell := func(what string) func(protocol.PresenceMember) {
		return func(member protocol.PresenceMember) {
			changes.Add(fmt.Sprintf("%s %s %s", member.ID, what, member.State))
		}
	}
	people, err := adas.Presence(
		realtime.OnEnter(tell("enter")), realtime.OnUpdate(tell("update")), realtime.OnLeave(tell("leave")),
	)
	if err != nil {
		return nil, err
	}
	if _, err := people.Subscription().Ready(ctx); err != nil {
		return nil, err
	}

	self, err := graces.Presence()
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return self.Enter(ctx, typing{false}) },
		func() error { return self.Update(ctx, typing{true}) },
		func() error { _, err := graces.Publish(ctx, "message", text{"Good morning"}); return err },
		func() error { return self.Update(ctx, typing{false}) },
		func() error { _, err := adas.Publish(ctx, "message", text{"Coffee?"}); return err },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	expect.Equal(said.AtLeast(2), []string{"grace: Good morning", "ada: Coffee?"})
	fmt.Println(strings.Join(said.Items(), "; "))
	expect.Equal(changes.AtLeast(3), []string{
		`grace enter {"typing":false}`, `grace update {"typing":true}`, `grace update {"typing":false}`,
	})
	fmt.Println(strings.Join(changes.Items(), "; "))
	return self, nil
}

// read shows the same member, and the same messages, by REST and over the socket.
func read(ctx context.Context, backend *parlance.Client, graces *realtime.Channel[*text]) error {
	members, err := backend.Channels.Members.List(ctx, office, nil).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(members.Items), 1)
	expect.Equal(members.Items[0].ID, "grace")
	expect.JSON(members.Items[0].State, `{"typing": false}`)

	params := &parlance.ChannelsMessagesListParams{Limit: runtime.Ptr[int64](1)}
	page, err := backend.Channels.Messages.List(ctx, office, params).Page()
	if err != nil {
		return err
	}
	expect.Equal(page.HasNext(), true)
	expect.JSON(page.Items[0].Data, `{"text": "Coffee?"}`)

	var texts []string
	for message, err := range graces.History(ctx, realtime.HistoryPageSize(1), realtime.HistoryOldestFirst()) {
		if err != nil {
			return err
		}
		texts = append(texts, message.Data.Text)
	}
	expect.Equal(texts, []string{"Good morning", "Coffee?"})
	return nil
}
