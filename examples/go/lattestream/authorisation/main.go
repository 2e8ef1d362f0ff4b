// Private and presence channels: the application's back end says who may enter, and asks who is there.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"slices"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	"github.com/parlance-dev/parlance/packages/runtime/go/protocol"
	"github.com/parlance-dev/parlance/packages/runtime/go/realtime"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
	"github.com/parlance-dev/parlance/examples/go/internal/inbox"
)

// notOnTheBoard is an error that is final, because it says so; any other would be tried again.
type notOnTheBoard struct{}

func (notOnTheBoard) Error() string   { return "not on the board" }
func (notOnTheBoard) Retryable() bool { return false }

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

	if err := board(ctx, backend, ada, grace); err != nil {
		return err
	}
	if err := lobby(ctx, ada, grace); err != nil {
		return err
	}
	if err := ask(ctx, backend); err != nil {
		return err
	}

	ended := inbox.New[string]()
	grace.OnState(func(state protocol.ConnectionState) { ended.Add(state.Status()) })
	grace.OnError(func(err error) { fmt.Println("grace is told:", err) })
	termination := parlance.Termination{Reason: runtime.Ptr("signed out")}
	result, err := backend.Users.TerminateConnections(ctx, "grace", &parlance.UsersTerminateConnectionsParams{Body: termination})
	if err != nil {
		return err
	}
	expect.Equal(result.TerminatedCount, 1)
	expect.Equal(ended.AtLeast(1), []string{"failed"})
	fmt.Println("The connections of grace ended, and do not come back")
	return nil
}

func connect(backend *parlance.Client, user string) (*parlance.Realtime, error) {
	signed, err := backend.CreateToken(runtime.TokenRequest{
		Subject: user,
		Grants:  []parlance.Grant{{Scopes: []parlance.Scope{"channels:subscribe"}}},
	})
	if err != nil {
		return nil, err
	}
	return parlance.NewRealtime(backend, realtime.WithToken(signed.Token), realtime.WithAuthorizer(authoriser(backend, user)))
}

// authoriser is what the back end's route does: its own check, then a token for this connection and this channel alone.
func authoriser(backend *parlance.Client, user string) realtime.Authorizer {
	return func(ctx context.Context, request realtime.AuthorizeRequest) (string, error) {
		if request.Channel == "private-board" && user != "ada" {
			return "", notOnTheBoard{}
		}
		authorisation, err := backend.Channels.Authorize(ctx, &parlance.ChannelsAuthorizeParams{
			Body: parlance.ChannelAuthorizationCreate{
				ConnectionID: request.Connection,
				Channel:      request.Channel,
				UserID:       &user,
				MemberID:     &user,
				Info:         runtime.Value[any](map[string]string{"name": strings.ToUpper(user)}),
			},
		})
		if err != nil {
			return "", err
		}
		return authorisation.Token, nil
	}
}

// board is private: ada is let in, grace is not.
func board(ctx context.Context, backend *parlance.Client, ada, grace *parlance.Realtime) error {
	minutes := inbox.New[string]()
	subscribe := func(rt *parlance.Realtime) error {
		board, err := rt.Channels("private-board")
		if err != nil {
			return err
		}
		subscription, err := board.Subscribe(func(message realtime.Message[json.RawMessage]) {
			minutes.Add(string(message.Data))
		})
		if err != nil {
			return err
		}
		_, err = subscription.Ready(ctx)
		return err
	}
	if err := subscribe(ada); err != nil {
		return err
	}
	body := parlance.MessageCreate{Event: runtime.Ptr("minutes"), Data: "We agreed"}
	if _, err := backend.Channels.Publish(ctx, "private-board", &parlance.ChannelsPublishParams{Body: body}); err != nil {
		return err
	}
	expect.Equal(minutes.AtLeast(1), []string{`"We agreed"`})
	fmt.Println("ada was let in")

	refused := expect.Refusal[*realtime.Error](subscribe(grace), "credentials_failed")
	fmt.Printf("grace was not: %s\n", refused.Code())
	return nil
}

// lobby has members.
func lobby(ctx context.Context, ada, grace *parlance.Realtime) error {
	came := inbox.New[string]()
	for _, rt := range []*parlance.Realtime{ada, grace} {
		channel, err := rt.Channels("presence-lobby")
		if err != nil {
			return err
		}
		var options []realtime.PresenceOption
		if rt == ada {
			options = append(options, realtime.OnEnter(func(member protocol.PresenceMember) {
				came.Add(fmt.Sprintf("%s %s", member.ID, member.Info))
			}))
		}
		presence, err := channel.Presence(options...)
		if err != nil {
			return err
		}
		if err := presence.Enter(ctx, nil); err != nil {
			return err
		}
	}
	members := slices.Sorted(slices.Values(came.AtLeast(2)))
	expect.Equal(members, []string{`ada {"name":"ADA"}`, `grace {"name":"GRACE"}`})
	return nil
}

// ask shows that the back end sees the same.
func ask(ctx context.Context, backend *parlance.Client) error {
	lobby, err := backend.Channels.Get(ctx, "presence-lobby", nil)
	if err != nil {
		return err
	}
	expect.Equal(lobby.Type, parlance.ChannelTypePresence)
	expect.Equal(lobby.Occupied, true)
	expect.Equal(lobby.UserCount, 2)
	expect.Equal(lobby.SubscriptionCount, 2)

	members := map[string]any{}
	for member, err := range backend.Channels.Members.List(ctx, "presence-lobby", nil).All() {
		if err != nil {
			return err
		}
		members[member.ID] = member.Info.Or(nil)
	}
	expect.JSON(members, `{"ada": {"name": "ADA"}, "grace": {"name": "GRACE"}}`)

	page, err := backend.Channels.List(ctx, &parlance.ChannelsListParams{Prefix: runtime.Ptr("presence-")}).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(page.Items), 1)
	expect.Equal(page.Items[0].Name, "presence-lobby")
	expect.Equal(page.Items[0].UserCount, 2)
	fmt.Printf("The lobby: %d users, ada and grace\n", lobby.UserCount)
	return nil
}
