"""Pub/sub with a token for its channels: subscribe, publish with meta data, read and rewind the history, refusals."""

import asyncio
from typing import Any

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelMessage, RealtimeError
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Filter, Grant, TokenCreate

from support.expect import expect, expect_refusal
from support.inbox import Inbox

ATTIC = "sensors-attic"
READING = ["channels:subscribe", "channels:read"]


async def token_for(backend: AsyncParlance, user: str, scopes: list[str]) -> str:
    """A token for all sensors."""
    grant = Grant(scopes=scopes, resources=Filter.model_validate({"name": {"prefix": "sensors-"}}))
    return (await backend.tokens.create(body=TokenCreate(user_id=user, grants=[grant]))).token


async def measure(ada: AsyncParlanceRealtime, reader: AsyncParlanceRealtime) -> None:
    """What is published is received, and kept."""
    inbox = Inbox[ChannelMessage[Any]]()
    await reader.channels(ATTIC).subscribe(inbox.add).ready()
    for content in ("20 °C", "21 °C", "22 °C"):
        await ada.channels(ATTIC).publish("content", content, tags={"unit": "celsius"})
    received = [
        (message.data, message.tags.get("unit"), (message.sender or {}).get("userId"))
        for message in await inbox.at_least(3)
    ]
    expect(received, [("20 °C", "celsius", "ada"), ("21 °C", "celsius", "ada"), ("22 °C", "celsius", "ada")])
    print(f"Received: {', '.join(content for content, _, _ in received)}")

    # The history, page by page, newest first; and a subscription that begins with what was.
    read = [message.data async for message in reader.channels(ATTIC).history(page_size=2)]
    expect(read, ["22 °C", "21 °C", "20 °C"])
    rewound = Inbox[str]()
    reader.channels(ATTIC).subscribe(lambda message: rewound.add(message.data), rewind={"count": 2})
    expect(await rewound.at_least(2), ["21 °C", "22 °C"])
    print("The history holds all three; a rewind begins with the last two")


async def refuse(ada: AsyncParlanceRealtime, reader: AsyncParlanceRealtime) -> None:
    """What a token does not say, nobody may."""
    with expect_refusal(RealtimeError) as publishing:
        await reader.channels(ATTIC).publish("content", "99 °C")
    with expect_refusal(RealtimeError) as listening:
        await ada.channels("elsewhere").subscribe(print).ready()
    for what, refusal in {"publish": publishing, "listen elsewhere": listening}.items():
        expect(refusal.error.retryable, False)
        print(f"Its token does not let it {what}: {refusal.error.code}")


async def main() -> None:
    """One publishes, one reads."""
    async with AsyncParlance() as backend:
        await backend.channels.update(ATTIC, body=ChannelUpdate(settings=ChannelSettingsUpdate(client_publish=True)))
        for_ada = await token_for(backend, "ada", [*READING, "channels:publish"])
        for_grace = await token_for(backend, "grace", READING)
    async with AsyncParlanceRealtime(token=for_ada) as ada, AsyncParlanceRealtime(token=for_grace) as reader:
        await measure(ada, reader)
        await refuse(ada, reader)


asyncio.run(main())
