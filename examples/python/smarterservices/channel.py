"""Two clients on a channel: presence, messages, direct messages; every call is awaited and acknowledged."""

import asyncio
from typing import Any

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelGap, ChannelMessage, PresenceMember
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Grant

from support.expect import expect
from support.inbox import Inbox

CHANNEL = "proctoring"
SCOPES = ["channels:subscribe", "channels:publish", "channels:presence", "channels:message", "channels:read"]


def connect(backend: AsyncParlance, user: str) -> AsyncParlanceRealtime:
    """A client of this user."""
    return AsyncParlanceRealtime(token=lambda: backend.create_token(subject=user, grants=[Grant(scopes=SCOPES)]).token)


async def be_present(ada: AsyncParlanceRealtime, grace: AsyncParlanceRealtime) -> None:
    """Who is there, and what they say of themselves."""
    seen = Inbox[tuple[str, str, object]]()

    def see(what: str, member: PresenceMember) -> None:
        seen.add((member["id"], what, member.get("state")))

    adas = ada.channels(CHANNEL).presence()
    adas.on("enter", lambda member: see("came", member))
    adas.on("update", lambda member: see("changed", member))
    adas.on("leave", lambda member: see("left", member))
    await adas.subscription.ready()
    await adas.enter({"role": "proctor"})

    graces = grace.channels(CHANNEL).presence()
    await graces.enter({"role": "student"})
    hand_up = {"role": "student", "hand": "up"}
    await graces.update(hand_up)
    await seen.at_least(3)
    await graces.leave()
    told = await seen.at_least(4)
    expect(told[1:3], [("grace", "came", {"role": "student"}), ("grace", "changed", hand_up)])
    expect(told[3][:2], ("grace", "left"))
    print(f"Presence: {'; '.join(f'{name} {what}' for name, what, _ in told)}")


async def talk(ada: AsyncParlanceRealtime, grace: AsyncParlanceRealtime) -> None:
    """What they say to all, and to one alone."""
    heard = Inbox[tuple[str | None, str]]()

    def hear(message: ChannelMessage[Any]) -> None:
        heard.add(((message.sender or {}).get("userId"), message.data["text"]))

    await ada.channels(CHANNEL).subscribe(hear).ready()
    published = await grace.channels(CHANNEL).publish("note", {"text": "May I ask something?"})
    expect(await heard.at_least(1), [("grace", "May I ask something?")])
    print(f"Published at offset {published.offset}, and heard")

    # Grace alone gets this, wherever she is connected, without a subscription. Any operation can be called over the
    # connection.
    direct = Inbox[ChannelMessage[Any] | ChannelGap]()
    grace.on("direct", direct.add)
    await ada.request("users.publish", {"user": "grace", "body": {"event": "answer", "data": {"text": "Of course"}}})
    [answer] = await direct.at_least(1)
    assert answer.type == "message"
    expect((answer.event, answer.data), ("answer", {"text": "Of course"}))
    expect((answer.sender or {}).get("userId"), "ada")
    print(f"A direct message: {answer.event}")


async def main() -> None:
    """Brings the two together."""
    async with AsyncParlance() as backend, connect(backend, "ada") as ada, connect(backend, "grace") as grace:
        # Clients may publish where the application lets them.
        settings = ChannelSettingsUpdate(client_publish=True, presence=True)
        await backend.channels.update(CHANNEL, body=ChannelUpdate(settings=settings))
        await be_present(ada, grace)
        await talk(ada, grace)


asyncio.run(main())
