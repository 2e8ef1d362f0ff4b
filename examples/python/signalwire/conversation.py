"""A chat: messages, history by cursor, who is there and what they say of themselves."""

import asyncio
from typing import Any

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncChannel, AsyncParlanceRealtime, ChannelMessage, PresenceMember
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Filter, Grant, TokenCreate

from support.expect import expect
from support.inbox import Inbox

OFFICE = "office"


def connect(backend: AsyncParlance, user: str) -> AsyncParlanceRealtime:
    """A client of this user."""
    grant = Grant(
        scopes=["channels:subscribe", "channels:publish", "channels:read", "channels:presence"],
        resources=Filter.model_validate({"name": OFFICE}),
    )

    async def next_token() -> str:
        return (await backend.tokens.create(body=TokenCreate(user_id=user, grants=[grant]))).token

    return AsyncParlanceRealtime(token=next_token)


async def talk(adas: AsyncChannel[Any], graces: AsyncChannel[Any]) -> Inbox[tuple[str, str, object]]:
    """Says good morning, and is seen typing. Gives what was seen of who is there."""
    said = Inbox[tuple[str | None, str]]()

    def hear(message: ChannelMessage[Any]) -> None:
        said.add(((message.sender or {}).get("userId"), message.data["text"]))

    await adas.subscribe(hear).ready()
    changes = Inbox[tuple[str, str, object]]()

    def see(what: str, member: PresenceMember) -> None:
        changes.add((member["id"], what, member.get("state")))

    people = adas.presence()
    people.on("enter", lambda member: see("enter", member))
    people.on("update", lambda member: see("update", member))
    people.on("leave", lambda member: see("leave", member))
    await people.subscription.ready()

    grace = graces.presence()
    await grace.enter({"typing": False})
    await grace.update({"typing": True})
    await graces.publish("message", {"text": "Good morning"})
    await grace.update({"typing": False})
    await adas.publish("message", {"text": "Coffee?"})

    expect(await said.at_least(2), [("grace", "Good morning"), ("ada", "Coffee?")])
    print("; ".join(f"{name}: {text}" for name, text in said.items))
    typing: list[tuple[str, object]] = [("enter", False), ("update", True), ("update", False)]
    expect(await changes.at_least(3), [("grace", what, {"typing": value}) for what, value in typing])
    print("; ".join(f"{name} {what} {state}" for name, what, state in changes.items))
    return changes


async def read_again(backend: AsyncParlance, graces: AsyncChannel[Any]) -> None:
    """The same member, and the same messages, by REST; and the history over the connection."""
    members = [(member.id, member.state) async for member in backend.channels.members.list(OFFICE)]
    expect(members, [("grace", {"typing": False})])
    page = await backend.channels.messages.list(OFFICE, limit=1)
    expect((page.has_next, page.items[0].data), (True, {"text": "Coffee?"}))
    read = [message.data async for message in graces.history(page_size=1, order="asc")]
    expect(read, [{"text": "Good morning"}, {"text": "Coffee?"}])


async def main() -> None:
    """Brings the two together."""
    async with AsyncParlance() as backend, connect(backend, "ada") as ada, connect(backend, "grace") as grace:
        settings = ChannelSettingsUpdate(client_publish=True, presence=True)
        await backend.channels.update(OFFICE, body=ChannelUpdate(settings=settings))
        graces = grace.channels(OFFICE)
        changes = await talk(ada.channels(OFFICE), graces)
        await read_again(backend, graces)

        await graces.presence().leave()
        expect((await changes.at_least(4))[-1][:2], ("grace", "leave"))
        print("grace left")


asyncio.run(main())
