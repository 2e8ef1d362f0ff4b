// A room with private metadata: create, list, get, change, and what a stale version gives.
package main

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"log"

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
	client, err := parlance.NewClient()
	if err != nil {
		return err
	}

	// Public keys are what the room key is wrapped for; the platform never sees the private halves.
	managerIDs := []parlance.UserID{"ada", "grace"}
	var users []parlance.RoomUser
	for _, id := range managerIDs {
		key, err := makePublicKey()
		if err != nil {
			return err
		}
		users = append(users, parlance.RoomUser{UserID: id, PublicKey: &key})
	}

	created, err := client.Rooms.Create(ctx, &parlance.RoomsCreateParams{Body: parlance.RoomCreate{
		Name: "stand-up", Users: users, ManagerIDs: managerIDs,
	}})
	if err != nil {
		return err
	}
	fmt.Printf("Made the room %s (%s), version %d\n", created.Name, created.ID, created.Version)

	listed, err := client.Rooms.List(ctx, nil).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(listed.Items), 1)
	expect.Equal(listed.Items[0].ID, created.ID)
	fmt.Printf("Rooms: %s\n", listed.Items[0].Name)

	return change(ctx, client, created.ID, managerIDs)
}

func change(ctx context.Context, client *parlance.Client, id parlance.RoomID, managerIDs []parlance.UserID) error {
	var headers parlance.RoomsGetHeaders
	room, err := client.Rooms.Get(ctx, id, nil, runtime.IntoHeaders(&headers))
	if err != nil {
		return err
	}
	expect.Equal(room.ManagerIDs, managerIDs)

	// What only members may read is encrypted before it gets here; to the platform it is text.
	privateMetadata := runtime.EncodeBase64([]byte(`{"name":"new-name"}`))
	update := &parlance.RoomsUpdateParams{
		IfMatch: headers.ETag,
		Body:    parlance.RoomUpdate{PrivateMetadata: runtime.Value(privateMetadata)},
	}
	changed, err := client.Rooms.Update(ctx, id, update)
	if err != nil {
		return err
	}
	expect.Equal(changed.Version, room.Version+1)
	expect.Equal(changed.Users, room.Users)
	again, err := client.Rooms.Get(ctx, id, nil)
	if err != nil {
		return err
	}
	expect.Equal(*again.PrivateMetadata, privateMetadata)
	fmt.Printf("Changed its private metadata, nothing else: version %d\n", changed.Version)

	_, err = client.Rooms.Update(ctx, id, update)
	stale := expect.Refusal[*runtime.PreconditionFailedError](err, "version_conflict")
	fmt.Printf("The same change again is refused, for the version is stale: %s\n", stale.Code())
	return nil
}

func makePublicKey() (string, error) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	public, err := x509.MarshalPKIXPublicKey(private.PublicKey())
	return base64.RawURLEncoding.EncodeToString(public), err
}
