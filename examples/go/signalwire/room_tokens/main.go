// A backend mints room tokens with its id and secret; what they let a member do, and what not.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
	parlance "github.com/parlance-dev/parlance/packages/sdk/go"

	"github.com/parlance-dev/parlance/examples/go/internal/expect"
)

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
	office, err := backend.Rooms.Create(ctx, &parlance.RoomsCreateParams{Body: parlance.RoomCreate{Name: "office"}})
	if err != nil {
		return err
	}

	// Tokens can be had with the id and the secret alone (Basic), e.g. from a backend that cannot sign.
	username, password := os.Getenv("PARLANCE_CLIENT_ID"), os.Getenv("PARLANCE_CLIENT_SECRET")
	minter, err := parlance.NewClient(runtime.WithBasicAuth(username, password))
	if err != nil {
		return err
	}
	if err := join(ctx, backend, minter, office.ID); err != nil {
		return err
	}

	short, err := mint(ctx, minter, parlance.RoomTokenCreate{
		Room: "office", Scopes: []parlance.Scope{"rooms:join", "rooms.self:audioMute", "rooms.self:audioUnmute"},
	})
	if err != nil {
		return err
	}
	identity, err := short.Tokens.Whoami(ctx, nil)
	if err != nil {
		return err
	}
	fmt.Printf("The short form may %s\n", strings.Join(identity.Scopes, ", "))

	stranger, err := parlance.NewClient(runtime.WithBasicAuth(username, "wrong"))
	if err != nil {
		return err
	}
	_, err = mint(ctx, stranger, parlance.RoomTokenCreate{Room: "office"})
	refused := expect.Refusal[*runtime.UnauthorizedError](err, "invalid_client")
	fmt.Printf("A wrong secret: %s\n", refused.Code())
	return nil
}

func join(ctx context.Context, backend, minter *parlance.Client, office parlance.RoomID) error {
	member, err := mint(ctx, minter, parlance.RoomTokenCreate{
		Room:     "office",
		UserID:   runtime.Ptr("ada"),
		UserName: runtime.Ptr("Ada"),
		Scopes: []parlance.Scope{
			"rooms:join",
			"rooms.self:audioMute",
			"rooms.self:audioUnmute",
			"rooms.self:videoMute",
			"rooms.self:videoUnmute",
			"rooms.self:deaf",
			"rooms.self:undeaf",
			"rooms.self:setInputVolume",
			"rooms.self:setOutputVolume",
			"rooms.self:setInputSensitivity",
		},
	})
	if err != nil {
		return err
	}
	ada, err := member.Rooms.Members.Create(ctx, office, &parlance.RoomsMembersCreateParams{})
	if err != nil {
		return err
	}
	expect.Equal(ada.Name, "Ada")
	fmt.Printf("%s has joined\n", ada.Name)

	for _, body := range []parlance.RoomMemberUpdate{
		{AudioMuted: runtime.Ptr(true)},
		{AudioMuted: runtime.Ptr(false)},
		{VideoMuted: runtime.Ptr(true)},
		{VideoMuted: runtime.Ptr(false)},
		{Deaf: runtime.Ptr(true)},
		{Deaf: runtime.Ptr(false)},
		{InputVolume: runtime.Ptr(5.0)},
		{OutputVolume: runtime.Ptr(-5.0)},
		{InputSensitivity: runtime.Ptr[int64](40)},
	} {
		if _, err := member.Rooms.Members.Update(ctx, office, ada.ID, &parlance.RoomsMembersUpdateParams{Body: body}); err != nil {
			return err
		}
	}
	changed, err := member.Rooms.Members.Get(ctx, office, ada.ID, nil)
	if err != nil {
		return err
	}
	expect.Equal(changed.InputVolume, 5)
	expect.Equal(changed.OutputVolume, -5)
	expect.Equal(changed.InputSensitivity, 40)
	expect.Equal(changed.AudioMuted || changed.VideoMuted || changed.Deaf, false)
	fmt.Println("All nine operations on herself succeed")

	return beRefused(ctx, backend, member, office, ada.ID)
}

func beRefused(
	ctx context.Context, backend, member *parlance.Client, office parlance.RoomID, ada parlance.MemberID,
) error {
	hand := parlance.RoomMemberUpdate{RaisedHand: runtime.Ptr(true)}
	_, err := member.Rooms.Members.Update(ctx, office, ada, &parlance.RoomsMembersUpdateParams{Body: hand})
	refused := expect.Refusal[*runtime.ForbiddenError](err, "insufficient_scope")
	fmt.Printf("Outside the token: %s\n", refused.Code())
	_, err = member.Rooms.Lock(ctx, office, nil)
	refused = expect.Refusal[*runtime.ForbiddenError](err, "insufficient_scope")
	fmt.Printf("Outside the token: %s\n", refused.Code())

	unchanged, err := backend.Rooms.Members.Get(ctx, office, ada, nil)
	if err != nil {
		return err
	}
	expect.Equal(unchanged.RaisedHand, false)
	room, err := backend.Rooms.Get(ctx, office, nil)
	if err != nil {
		return err
	}
	expect.Equal(room.Locked, false)
	return nil
}

// mint gives a client with a token of its own.
func mint(ctx context.Context, minter *parlance.Client, body parlance.RoomTokenCreate) (*parlance.Client, error) {
	minted, err := minter.Rooms.Tokens.Create(ctx, &parlance.RoomsTokensCreateParams{Body: body})
	if err != nil {
		return nil, err
	}
	fmt.Printf("A token for %d s to join with %d permissions\n", minted.LifetimeSeconds, len(body.Scopes)-1)
	return parlance.NewClient(runtime.WithToken(minted.Token))
}
