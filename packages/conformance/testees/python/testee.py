"""The testee of Python's asyncio client: carries out the commands of docs/scenarios.md on its public API.

It reads JSON lines on standard input and writes JSON lines on standard output; it ends when its input does.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from parlance_runtime.realtime import AsyncPresence, AsyncRealtime, AsyncSubscription, AuthorizeRequest

from wire import (
    FEATURES,
    Unavailable,
    delivery_options,
    error_json,
    history_options,
    message_json,
    publish_options,
    published_json,
    realtime_options,
    state_json,
    tell,
    timeout,
    unknown_json,
    write,
)

Command = dict[str, Any]


class Client:
    """One client with what it made."""

    def __init__(self, testee: Testee, command: Command) -> None:
        self.name: str = command["client"]
        self.subscriptions: dict[str, AsyncSubscription] = {}
        self.presences: dict[str, AsyncPresence] = {}

        def authorize(request: AuthorizeRequest) -> Awaitable[str]:
            return testee.ask(self.name, "authorize", channel=request.channel, connection=request.connection)

        self.realtime = AsyncRealtime(
            command["url"],
            token=lambda: testee.ask(self.name, "token"),
            authorize=authorize,
            **realtime_options(command["options"]),
        )
        told = partial(tell, self.name)
        self.realtime.on("state", lambda state: told("state", **state_json(state)))
        self.realtime.on("error", lambda error: told("error", error=error_json(error)))
        self.realtime.on("direct", lambda message: told("direct", message=message_json(message)))
        self.realtime.on("cast", lambda frame: told("cast", method=frame["method"], params=frame.get("params")))
        self.realtime.on("unknown", lambda frame: told("unknown", frame=unknown_json(frame)))

    async def connect(self, _: Command) -> None:
        """Connects; the state tells what becomes of it."""
        spawn(self.realtime.connect())

    async def disconnect(self, _: Command) -> None:
        """Lets go of the connection."""
        await self.realtime.disconnect()

    async def subscribe(self, command: Command) -> None:
        """Subscribes, and tells all that comes of it."""
        name = command["as"]
        told = partial(tell, self.name, subscription=name)
        made = self.realtime.channel(command["channel"]).subscribe(
            lambda message: told("message", message=message_json(message)),
            on_gap=lambda gap: told("gap", gap=message_json(gap)),
            on_live=lambda: told("live"),
            on_state=lambda state: told("subscription", **state_json(state)),
            **delivery_options(command.get("options")),
        )
        spawn(made.ready())
        self.subscriptions[name] = made

    async def unsubscribe(self, command: Command) -> None:
        """Ends a subscription."""
        if (subscription := self.subscriptions.get(command["as"])) is not None:
            subscription.unsubscribe()

    async def publish(self, command: Command) -> Command:
        """Publishes."""
        published = await self.realtime.channel(command["channel"]).publish(
            command.get("event", "message"), command.get("data"), **publish_options(command.get("options"))
        )
        return published_json(published)

    async def history(self, command: Command) -> Command:
        """Reads the history, as far as is asked."""
        items: list[Any] = []
        async for message in self.realtime.channel(command["channel"]).history(**history_options(command)):
            items.append(message_json(message))
            if len(items) == command.get("count"):
                break
        return {"items": items}

    async def enter(self, command: Command) -> None:
        """Becomes a member."""
        await self.presence_of(command).enter(command.get("data"))

    async def update(self, command: Command) -> None:
        """Changes what the member says of itself."""
        await self.presence_of(command).update(command.get("data"))

    async def leave(self, command: Command) -> None:
        """Is a member no more."""
        await self.presence_of(command).leave()

    async def members(self, command: Command) -> Command:
        """The members as known."""
        return {"members": list(self.presence_of(command).members)}

    async def request(self, command: Command) -> Command:
        """Calls a method."""
        options = timeout(command.get("options"))
        return {"result": await self.realtime.request(command["method"], command.get("params"), **options)}

    async def cast(self, command: Command) -> None:
        """Calls a method without an answer."""
        self.realtime.cast(command["method"], command.get("params"))

    async def ping(self, _: Command) -> Command:
        """The round trip."""
        return {"ms": await self.realtime.ping() * 1000}

    def presence_of(self, command: Command) -> AsyncPresence:
        """The presence of a channel, with its changes told from the first use on."""
        channel = command["channel"]
        if channel not in self.presences:
            made = self.presences[channel] = self.realtime.channel(channel).presence()
            told = partial(tell, self.name, channel=channel)
            made.on("enter", lambda member: told("presence", change="enter", member=member))
            made.on("update", lambda member: told("presence", change="update", member=member))
            made.on("leave", lambda member: told("presence", change="leave", member=member))
            made.on("sync", lambda members: told("members", members=list(members)))
        return self.presences[channel]


class Testee:
    """Carries out commands."""

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}
        self._questions: dict[int, asyncio.Future[str]] = {}
        self._asked = 0
        self._commands: dict[str, Callable[[Command], Awaitable[Command | None]]] = {
            "features": self.features,
            "create": self.create,
            "close": self.close,
            "token": self.answer,
            "noToken": self.answer,
        }

    async def ask(self, client: str, event: str, **members: Any) -> str:
        """Asks the runner for a token, which it gives by `token` or refuses by `noToken`."""
        self._asked += 1
        number = self._asked
        self._questions[number] = asyncio.get_running_loop().create_future()
        tell(client, event, ask=number, **members)
        return await self._questions[number]

    async def carry_out(self, command: Command) -> None:
        """Does what a line says, and writes what came of it."""
        try:
            run = self._commands.get(command["do"])
            if run is None:
                run = getattr(self._clients[command["client"]], command["do"])
            write({"id": command["id"], "ok": await run(command) or {}})
        except Exception as error:
            write({"id": command["id"], "error": error_json(error)})

    async def features(self, _: Command) -> Command:
        """What this testee can, and which scenarios it fails, with the reason."""
        return {"language": "python", "features": FEATURES, "knownFailures": {}}

    async def create(self, command: Command) -> None:
        """Makes a client."""
        self._clients[command["client"]] = Client(self, command)

    async def close(self, command: Command) -> None:
        """Closes a client, if there is one."""
        client = self._clients.pop(command["client"], None)
        if client is not None:
            await client.realtime.close()

    async def answer(self, command: Command) -> None:
        """The runner's answer to a question."""
        question = self._questions.pop(command["ask"], None)
        if question is None or question.done():
            return
        if isinstance(command.get("token"), str):
            question.set_result(command["token"])
        else:
            question.set_exception(Unavailable(final=command.get("final") is True))


_tasks: set[asyncio.Task[Any]] = set()


def spawn(work: Any) -> None:
    """Runs something in the background; what it raises is told elsewhere too."""
    task = asyncio.ensure_future(work)
    _tasks.add(task)
    task.add_done_callback(_ended)


def _ended(task: asyncio.Task[Any]) -> None:
    _tasks.discard(task)
    if not task.cancelled():
        task.exception()


async def main() -> None:
    """Reads lines until the input ends, and begins each before it reads the next."""
    testee = Testee()
    reader = asyncio.StreamReader(limit=16 * 1024 * 1024)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        spawn(testee.carry_out(json.loads(line)))
    # Nobody waits any more; what a client itself has left to do keeps this program running.
    for task in list(_tasks):
        task.cancel()
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)


asyncio.run(main())
