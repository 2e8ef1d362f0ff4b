"""The testee of Python's client for programs without asyncio: carries out the commands of docs/scenarios.md.

It reads JSON lines on standard input and writes JSON lines on standard output; it ends when its input does. A command
that waits has a thread of its own.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from parlance_runtime.realtime import AuthorizeRequest, ClosedError, Presence, Published, Realtime, Subscription

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

AT_ONCE = {"features", "create", "token", "noToken", "subscribe", "unsubscribe", "publish", "cast"}
"""Commands that do not wait for the server, so they are carried out before the next line is read."""


class Client:
    """One client with what it made."""

    def __init__(self, testee: Testee, command: Command) -> None:
        self.name: str = command["client"]
        self.subscriptions: dict[str, Subscription] = {}
        self.presences: dict[str, Presence] = {}

        def authorize(request: AuthorizeRequest) -> str:
            return testee.ask(self.name, "authorize", channel=request.channel, connection=request.connection)

        self.realtime = Realtime(
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

    def connect(self, _: Command) -> None:
        """Connects; the state tells what becomes of it."""
        in_background(self.realtime.connect)

    def disconnect(self, _: Command) -> None:
        """Lets go of the connection."""
        self.realtime.disconnect()

    def subscribe(self, command: Command) -> None:
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
        in_background(made.ready)
        self.subscriptions[name] = made

    def unsubscribe(self, command: Command) -> None:
        """Ends a subscription."""
        if (subscription := self.subscriptions.get(command["as"])) is not None:
            subscription.unsubscribe()

    def publish(self, command: Command) -> Future[Published]:
        """Publishes, in the order of the lines."""
        return self.realtime.channel(command["channel"]).publish_nowait(
            command.get("event", "message"), command.get("data"), **publish_options(command.get("options"))
        )

    def history(self, command: Command) -> Command:
        """Reads the history, as far as is asked."""
        items: list[Any] = []
        for message in self.realtime.channel(command["channel"]).history(**history_options(command)):
            items.append(message_json(message))
            if len(items) == command.get("count"):
                break
        return {"items": items}

    def enter(self, command: Command) -> None:
        """Becomes a member."""
        self.presence_of(command).enter(command.get("data"))

    def update(self, command: Command) -> None:
        """Changes what the member says of itself."""
        self.presence_of(command).update(command.get("data"))

    def leave(self, command: Command) -> None:
        """Is a member no more."""
        self.presence_of(command).leave()

    def members(self, command: Command) -> Command:
        """The members as known."""
        return {"members": list(self.presence_of(command).members)}

    def request(self, command: Command) -> Command:
        """Calls a method."""
        options = timeout(command.get("options"))
        return {"result": self.realtime.request(command["method"], command.get("params"), **options)}

    def cast(self, command: Command) -> None:
        """Calls a method without an answer."""
        self.realtime.cast(command["method"], command.get("params"))

    def ping(self, _: Command) -> Command:
        """The round trip."""
        return {"ms": self.realtime.ping() * 1000}

    def presence_of(self, command: Command) -> Presence:
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
        self._questions: dict[int, Future[str]] = {}
        self._asked = 0
        self._lock = threading.Lock()
        self._commands: dict[str, Callable[[Command], Command | None]] = {
            "features": self.features,
            "create": self.create,
            "close": self.close,
            "token": self.answer,
            "noToken": self.answer,
        }

    def ask(self, client: str, event: str, **members: Any) -> str:
        """Asks the runner for a token, which it gives by `token` or refuses by `noToken`."""
        question: Future[str] = Future()
        with self._lock:
            self._asked += 1
            number = self._asked
            self._questions[number] = question
        tell(client, event, ask=number, **members)
        return question.result()

    def carry_out(self, command: Command) -> None:
        """Does what a line says, and writes what came of it."""
        try:
            if command["do"] == "publish":
                published = self._clients[command["client"]].publish(command)
                published.add_done_callback(partial(told_later, command["id"]))
            else:
                write({"id": command["id"], "ok": self._run(command) or {}})
        except Exception as error:
            write({"id": command["id"], "error": error_json(error)})

    def _run(self, command: Command) -> Command | None:
        run = self._commands.get(command["do"])
        return run(command) if run else getattr(self._clients[command["client"]], command["do"])(command)

    def features(self, _: Command) -> Command:
        """What this testee can, and which scenarios it fails, with the reason."""
        return {"language": "python-sync", "features": FEATURES, "knownFailures": {}}

    def create(self, command: Command) -> None:
        """Makes a client."""
        self._clients[command["client"]] = Client(self, command)

    def close(self, command: Command) -> None:
        """Closes a client, if there is one."""
        client = self._clients.pop(command["client"], None)
        if client is not None:
            client.realtime.close()

    def answer(self, command: Command) -> None:
        """The runner's answer to a question."""
        question = self._questions.pop(command["ask"], None)
        if question is None:
            return
        if isinstance(command.get("token"), str):
            question.set_result(command["token"])
        else:
            question.set_exception(Unavailable(final=command.get("final") is True))


def told_later(number: int, future: Future[Published]) -> None:
    """Writes what became of a publish."""
    error = ClosedError() if future.cancelled() else future.exception()
    if error is not None:
        write({"id": number, "error": error_json(error)})
    else:
        write({"id": number, "ok": published_json(future.result())})


def in_background(work: Callable[[], object]) -> None:
    """Runs something that may wait; what it raises is told elsewhere too."""

    def run() -> None:
        try:
            work()
        except Exception as error:
            print(error, file=sys.stderr)

    threading.Thread(target=run, daemon=True).start()


def main() -> None:
    """Reads lines until the input ends, and begins each before it reads the next."""
    # The clients of many scenarios have threads here: none shall wait long for the turn of another.
    sys.setswitchinterval(0.0005)
    testee = Testee()
    for line in sys.stdin:
        command = json.loads(line)
        if command["do"] in AT_ONCE:
            testee.carry_out(command)
        else:
            threading.Thread(target=testee.carry_out, args=[command], daemon=True).start()


main()
