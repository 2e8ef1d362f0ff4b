// What a backend can ask about channels, connections and users, and how it ends the connections of a user.
package main

import (
	"context"
	"fmt"
	"log"
	"slices"
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
	client, err := parlance.NewClient()
	if err != nil {
		return err
	}

	// Channels come into being by use; those with settings of their own are listed even while nobody is on them.
	settings := &parlance.ChannelSettingsUpdate{HistorySize: runtime.Ptr[int64](10)}
	for _, channel := range []string{"room-1", "room-2", "news", "presence-lobby"} {
		params := &parlance.ChannelsUpdateParams{Body: parlance.ChannelUpdate{Settings: settings}}
		if _, err := client.Channels.Update(ctx, channel, params); err != nil {
			return err
		}
	}

	lobby, err := client.Channels.Get(ctx, "presence-lobby", nil)
	if err != nil {
		return err
	}
	expect.Equal(lobby.Type, parlance.ChannelTypePresence)
	expect.Equal(lobby.Settings.HistorySize, 10)
	fmt.Printf("%s: %s, %d connections, %d users\n", lobby.Name, lobby.Type, lobby.SubscriptionCount, lobby.UserCount)

	var rooms []string
	for room, err := range client.Channels.List(ctx, &parlance.ChannelsListParams{Prefix: runtime.Ptr("room-")}).All() {
		if err != nil {
			return err
		}
		rooms = append(rooms, room.Name)
	}
	slices.Sort(rooms)
	expect.Equal(rooms, []string{"room-1", "room-2"})
	fmt.Printf("Channels that begin with room-: %s\n", strings.Join(rooms, ", "))

	present, err := client.Channels.Members.List(ctx, "presence-lobby", nil).Page()
	if err != nil {
		return err
	}
	expect.Equal(len(present.Items), 0)
	fmt.Println("Nobody is present yet")

	termination := parlance.Termination{Reason: runtime.Ptr("signed out")}
	ended, err := client.Users.TerminateConnections(ctx, "ada", &parlance.UsersTerminateConnectionsParams{Body: termination})
	if err != nil {
		return err
	}
	expect.Equal(ended.TerminatedCount, 0)
	fmt.Printf("Ended %d connections of ada\n", ended.TerminatedCount)
	return nil
}
