"""Publishes from a backend: one channel, several at once, batches, and many calls at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

from parlance_sdk import Parlance
from parlance_sdk.types import BatchMessage, MessageBatch, MessageCreate, MessagePublish

from support.expect import expect

BATCH_SIZE = 100
"""A call takes 100 messages, so a longer list goes in several."""

with Parlance() as parlance:
    greeting = {"text": "Hello World", "at": datetime.now(timezone.utc).isoformat()}
    hello = parlance.channels.publish("lobby", body=MessageCreate(event="greeting", data=greeting))
    print(f"Published to {hello.channel} at offset {hello.position.offset}")

    # Everybody but the connection that caused it.
    moved = MessageCreate(event="moved", data={"x": 1}, exclude_connection_id="conn_Qm3vT8yRk2LxWc7N")
    parlance.channels.publish("lobby", body=moved)

    # One message, three channels, each served once.
    names = ["room-1", "room-2", "room-3"]
    news = MessagePublish(channels=names, event="news", data={"headline": "It works"})
    rooms = parlance.channels.publish_many(body=news)
    expect(rooms.published_count, 3)
    print(f"Published to {rooms.published_count} rooms")

    # Different messages in one call.
    messages = [
        BatchMessage(channel="room-1", event="joined", data={"user": "ada"}),
        BatchMessage(channel="room-2", event="left", data={"user": "grace"}),
        BatchMessage(channel="news", event="headline", data="Parlance speaks"),
    ]
    mixed = parlance.channels.publish_batch(body=MessageBatch(messages=messages))
    expect(mixed.failed_count, 0)

    users = [f"user-{number}" for number in range(1, 251)]
    invitations = [BatchMessage(channel=f"inbox-{user}", event="invited", data={"user": user}) for user in users]
    published = 0
    for start in range(0, len(invitations), BATCH_SIZE):
        batch = MessageBatch(messages=invitations[start : start + BATCH_SIZE])
        published += parlance.channels.publish_batch(body=batch).published_count
    expect(published, 250)
    print(f"Invited {published} users")

    def tick(number: int) -> int:
        """Publishes a number; tells where it is."""
        return parlance.channels.publish("burst", body=MessageCreate(event="tick", data=number)).position.offset

    with ThreadPoolExecutor(max_workers=40) as threads:
        places = set(threads.map(tick, range(40)))
    expect(len(places), 40)
    print("Forty calls at once: all published, each at a place of its own")

    history = [message.data for message in parlance.channels.messages.list("burst", limit=15)]
    expect(set(history), set(range(40)))
    print("The history of the channel has all forty")
