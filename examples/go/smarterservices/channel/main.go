// Two clients on a channel: presence, messages, direct messages; every call is awaited and acknowledged.
package main

import (
	"context"
	"encoding/json"
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

const room = "proctoring"

// note is what is said there.
type note struct {
	Text string `json:"text"`
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
	// Clients may publish where the application lets them.
	settings := &parlance.ChannelSettingsUpdate{ClientPublish: runtime.Ptr(true), Presence: runtime.Ptr(true)}
	params := &parlance.ChannelsUpdateParams{Body: parlance.ChannelUpdate{Settings: settings}}
	if _, err := backend.Channels.Update(ctx, room, params); err != nil {
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

	adas, err := ada.Channels(room)
	if err != nil {
		return err
	}
	graces, err := grace.Channels(room)
	if err != nil {
		return err
	}
	return meet(ctx, ada, grace, adas, graces)
}

func connect(backend *parlance.Client, user string) (*parlance.Realtime, error) {
	return parlance.NewRealtime(backend, realtime.WithTokenSource(func(context.Context) (string, error) {
		signed, err := backend.CreateToken(runtime.TokenRequest{
			Subject: user,
			Grants: []parlance.Grant{{Scopes: []parlance.Scope{
				"channels:subscribe", "channels:publish", "channels:presence", "channels:message", "channels:read",
			}}},
		})
		return signed.Token, err
	}))
}

func meet(ctx context.Context, ada, grace *parlance.Realtime, adas, graces *realtime.Channel[json.RawMessage]) error {
	// Who is there.
	seen := inbox.New[string]()
	adasPresence, err := adas.Presence(
		realtime.OnEnter(func(member protocol.PresenceMember) { seen.Add(member.ID + " came") }),
		realtime.OnUpdate(func(member protocol.PresenceMember) { seen.Add(fmt.Sprintf("%s is %s", member.ID, member.State)) }),
		realtime.OnLeave(func(member protocol.PresenceMember) { seen.Add(member.ID + " left") }),
	)
	if err != nil {
		return err
	}
	if _, err := adasPresence.Subscription().Ready(ctx); err != nil {
		return err
	}
	if err := adasPresence.Enter(ctx, map[string]string{"role": "proctor"}); err != nil {
		return err
	}
	gracesPresence, err := graces.Presence()
	if err != nil {
		return err
	}
	if err := gracesPresence.Enter(ctx, map[string]string{"role": "student"}); err != nil {
		return err
	}
	if err := gracesPresence.Update(ctx, map[string]string{"role": "student", "hand": "up"}); err != nil {
		return err
	}
	seen.AtLeast(3)

	if err := talk(ctx, adas, graces); err != nil {
		return err
	}
	if err := sayDirectly(ctx, ada, grace); err != nil {
		return err
	}

	if err := gracesPresence.Leave(ctx); err != nil {
		return err
	}
	told := seen.AtLeast(4)
	expect.Equal(told[len(told)-3:], []string{"grace came", `grace is {"hand":"up","role":"student"}`, "grace left"})
	fmt.Printf("Presence: %s\n", strings.Join(told, "; "))
	return nil
}

func talk(ctx context.Context, adas, graces *realtime.Channel[json.RawMessage]) error {
	heard := inbox.New[string]()
	subscription, err := adas.Subscribe(func(message realtime.Message[json.RawMessage]) {
		var said note
		if err := json.Unmarshal(message.Data, &said); err != nil {
			log.Fatal(err)
		}
		heard.Add(*message.From.UserID + ": " + said.Text)
	})
	if err != nil {
		return err
	}
	if _, err := subscription.Ready(ctx); err != nil {
		return err
	}
	published, err := graces.Publish(ctx, "note", note{"May I ask something?"})
	if err != nil {
		return err
	}
	expect.Equal(heard.AtLeast(1), []string{"grace: May I ask something?"})
	fmt.Printf("Published at offset %d, and heard\n", published.Offset)
	return nil
}

// sayDirectly sends what grace alone gets, wherever she is connected, without a subscription. Any operation can be called over the
// connection.
func sayDirectly(ctx context.Context, ada, grace *parlance.Realtime) error {
	direct := inbox.New[realtime.Direct]()
	grace.OnDirect(direct.Add)
	_, err := ada.Request(ctx, "users.publish", map[string]any{
		"user": "grace",
		"body": map[string]any{"event": "answer", "data": note{"Of course"}},
	})
	if err != nil {
		return err
	}
	answer := direct.AtLeast(1)[0].Message
	expect.Equal(answer.Event, "answer")
	expect.JSON(answer.Data, `{"text": "Of course"}`)
	expect.Equal(*answer.From.UserID, "ada")
	fmt.Printf("A direct message: %s\n", answer.Event)
	return nil
}
