"""What a backend can ask about channels, connections and users, and how it ends the connections of a user."""

from parlance_sdk import Parlance
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Termination

from support.expect import expect

with Parlance() as parlance:
    # Channels come into being by use; those with settings of their own are listed even while nobody is on them.
    for channel in ("room-1", "room-2", "news", "presence-lobby"):
        parlance.channels.update(channel, body=ChannelUpdate(settings=ChannelSettingsUpdate(history_size=10)))

    lobby = parlance.channels.get("presence-lobby")
    expect((lobby.type, lobby.settings.history_size), ("presence", 10))
    print(f"{lobby.name}: {lobby.type}, {lobby.subscription_count} connections, {lobby.user_count} users")

    rooms = sorted(channel.name for channel in parlance.channels.list(prefix="room-"))
    expect(rooms, ["room-1", "room-2"])
    print(f"Channels that begin with room-: {', '.join(rooms)}")

    expect(parlance.channels.members.list("presence-lobby").items, [])
    print("Nobody is present yet")

    ended = parlance.users.terminate_connections("ada", body=Termination(reason="signed out"))
    expect(ended.terminated_count, 0)
    print(f"Ended {ended.terminated_count} connections of ada")
