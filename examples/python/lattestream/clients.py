"""Three connected clients: what reaches all of them, all but one, and several rooms at once."""

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime, timezone
from typing import Any

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelMessage
from parlance_sdk.types import BatchMessage, Grant, MessageBatch, MessageCreate, MessagePublish

from support.expect import expect
from support.inbox import Inbox

NAMES = ["ada", "grace", "edsger"]
ROOMS = ["room-1", "room-2", "room-3"]


def told(message: ChannelMessage[Any]) -> str:
    """A message in words."""
    match message.event, message.data:
        case "greeting", {"text": text}:
            return f"{message.channel}: {text}"
        case "news", {"headline": headline, "tags": tags}:
            return f"{message.channel}: {headline} ({', '.join(tags)})"
        case "moved", {"x": x}:
            return f"{message.channel}: moved to {x}"
        case event, _:
            return f"{message.channel}: {event}"


async def listen(backend: AsyncParlance, name: str, stack: AsyncExitStack) -> tuple[AsyncParlanceRealtime, Inbox[str]]:
    """A client of this user that listens to the lobby and to all rooms."""
    token = backend.create_token(subject=name, grants=[Grant(scopes=["channels:subscribe"])]).token
    realtime = await stack.enter_async_context(AsyncParlanceRealtime(token=token))
    inbox = Inbox[str]()
    subscriptions = [
        realtime.channels(channel).subscribe(lambda message: inbox.add(told(message))) for channel in ["lobby", *ROOMS]
    ]
    await asyncio.gather(*(subscription.ready() for subscription in subscriptions))
    return realtime, inbox


async def main() -> None:
    """Publishes to the three."""
    async with AsyncParlance() as backend, AsyncExitStack() as stack:
        clients = [await listen(backend, name, stack) for name in NAMES]
        inboxes = [inbox for _, inbox in clients]

        greeting = {"text": "Hello World", "at": datetime.now(timezone.utc).isoformat()}
        await backend.channels.publish("lobby", body=MessageCreate(event="greeting", data=greeting))
        news = {"headline": "It works", "tags": ["parlance", "realtime"]}
        await backend.channels.publish("lobby", body=MessageCreate(event="news", data=news))
        for inbox in inboxes:
            expect(await inbox.at_least(2), ["lobby: Hello World", "lobby: It works (parlance, realtime)"])
        print(f"{', '.join(NAMES)} received the greeting and the news")

        # Everybody but the connection that caused it.
        state = clients[0][0].state
        assert state.status == "connected"
        moved = MessageCreate(event="moved", data={"x": 1}, exclude_connection_id=state.connection)
        await backend.channels.publish("lobby", body=moved)
        await backend.channels.publish("lobby", body=MessageCreate(event="end", data=None))
        expect((await inboxes[0].at_least(3))[2:], ["lobby: end"])
        for inbox in inboxes[1:]:
            expect((await inbox.at_least(4))[2:], ["lobby: moved to 1", "lobby: end"])
        print("All but ada saw ada move")

        # One call, three rooms, each exactly once; then a batch of different messages.
        heard = [len(inbox.items) for inbox in inboxes]
        await backend.channels.publish_many(body=MessagePublish(channels=ROOMS, event="moved", data={"x": 2}))
        messages = [BatchMessage(channel=room, event="moved", data={"x": 3 + n}) for n, room in enumerate(ROOMS)]
        await backend.channels.publish_batch(body=MessageBatch(messages=messages))
        expected = [f"{room}: moved to {x}" for n, room in enumerate(ROOMS) for x in (2, 3 + n)]
        for inbox, before in zip(inboxes, heard, strict=True):
            expect(sorted((await inbox.at_least(before + 6))[before:]), expected)
        print("Three rooms by one call, and by a batch: each message exactly once")


asyncio.run(main())
