"""Private and presence channels: the application's back end says who may enter, and asks who is there."""

import asyncio
from contextlib import AsyncExitStack

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, AuthorizeRequest, RealtimeError
from parlance_sdk.types import ChannelAuthorizationCreate, Grant, MessageCreate, Termination

from support.expect import expect, expect_refusal
from support.inbox import Inbox


class NotOnTheBoardError(Exception):
    """A refusal that is final: an error that does not say so would be tried again."""

    retryable = False


async def authorise(backend: AsyncParlance, user: str, request: AuthorizeRequest) -> str:
    """What the back end's route does: its own check, then a token for this connection and this channel alone."""
    if request.channel == "private-board" and user != "ada":
        raise NotOnTheBoardError
    authorization = ChannelAuthorizationCreate(
        connection_id=request.connection,
        channel=request.channel,
        user_id=user,
        member_id=user,
        info={"name": user.upper()},
    )
    return (await backend.channels.authorize(body=authorization)).token


def connect(backend: AsyncParlance, user: str) -> AsyncParlanceRealtime:
    """A client of this user."""
    token = backend.create_token(subject=user, grants=[Grant(scopes=["channels:subscribe"])]).token
    return AsyncParlanceRealtime(token=token, authorize=lambda request: authorise(backend, user, request))


async def show_the_board(backend: AsyncParlance, ada: AsyncParlanceRealtime, grace: AsyncParlanceRealtime) -> None:
    """One may enter, the other may not."""
    minutes = Inbox[str]()
    board = ada.channels("private-board")
    await board.subscribe({"minutes": lambda data, message: minutes.add(data)}).ready()
    await backend.channels.publish("private-board", body=MessageCreate(event="minutes", data="We agreed"))
    expect(await minutes.at_least(1), ["We agreed"])
    print("ada was let in")

    with expect_refusal(RealtimeError) as refusal:
        await grace.channels("private-board").subscribe(print).ready()
    print(f"grace was not: {refusal.error.code}")


async def show_the_lobby(backend: AsyncParlance, ada: AsyncParlanceRealtime, grace: AsyncParlanceRealtime) -> None:
    """Members, as clients see them and as the back end does."""
    everybody = [("ada", {"name": "ADA"}), ("grace", {"name": "GRACE"})]
    lobby = ada.channels("presence-lobby").presence()
    came = Inbox[tuple[str, object]]()
    lobby.on("enter", lambda member: came.add((member["id"], member.get("info"))))
    await lobby.enter()
    await grace.channels("presence-lobby").presence().enter()
    expect(sorted(await came.at_least(2), key=lambda each: each[0]), everybody)

    channel = await backend.channels.get("presence-lobby")
    expect((channel.type, channel.occupied), ("presence", True))
    expect((channel.user_count, channel.subscription_count), (2, 2))
    members = [(member.id, member.info) async for member in backend.channels.members.list("presence-lobby")]
    expect(sorted(members, key=lambda each: each[0]), everybody)
    listed = [(each.name, each.user_count) async for each in backend.channels.list(prefix="presence-")]
    expect(listed, [("presence-lobby", 2)])
    print(f"The lobby: {channel.user_count} users, {' and '.join(name for name, _ in members)}")


async def main() -> None:
    """Lets in, refuses, and ends."""
    async with AsyncParlance() as backend, AsyncExitStack() as stack:
        ada, grace = [await stack.enter_async_context(connect(backend, user)) for user in ("ada", "grace")]
        await show_the_board(backend, ada, grace)
        await show_the_lobby(backend, ada, grace)

        states = Inbox[str]()
        grace.on("state", lambda state: states.add(state.status))
        ended = await backend.users.terminate_connections("grace", body=Termination(reason="signed out"))
        expect(ended.terminated_count, 1)
        expect(await states.at_least(1), ["failed"])
        print("The connections of grace ended, and do not come back")


asyncio.run(main())
