"""A session in the hands of a test, which is its driver, its network and its clock. Random is always one half."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

from typing_extensions import Self

from parlance_runtime.protocol.frames.frames_gen import ServerFrame, WelcomeFrame
from parlance_runtime.protocol.session import command as commands
from parlance_runtime.protocol.session import input as inputs
from parlance_runtime.protocol.session import session_event as events
from parlance_runtime.protocol.session.connection_state import IdleState
from parlance_runtime.protocol.session.effect import Effect, Emit, FetchToken, Open, Send, Wake
from parlance_runtime.protocol.session.session import Session
from parlance_runtime.protocol.session.session_options import SessionOptions

E = TypeVar("E")

WELCOME: WelcomeFrame = {
    "type": "welcome",
    "id": 1,
    "connection": "conn_LxQ2vTn8WbHs4Kd9",
    "session": "secret-1",
    "user": "ada",
    "inbox": None,
    "pingMs": 25_000,
    "pongWaitMs": 10_000,
    "tokenTtlMs": None,
    "resumed": False,
    "windowMs": 120_000,
    "limits": {"frameBytes": 65_536, "subscriptions": 200, "inFlight": 64, "messagesPerSecond": 50},
    "retry": {"minMs": 400, "maxMs": 20_000},
    "now": 1_795_253_400_000,
}


class Rig:
    def __init__(self, **options: Any) -> None:
        usual = SessionOptions(client={"name": "test", "version": "1.0.0"}, instance="me", random=lambda: 0.5)
        self.session = Session(replace(usual, **options))
        self.now = 0.0
        self.effects: list[Effect] = []
        self.wake_at: float | None = None
        self.transport = 0

    def command(self, command: commands.Command) -> Self:
        return self._take(self.session.command(command, self.now))

    def input(self, given: inputs.Input) -> Self:
        return self._take(self.session.input(given, self.now))

    def frames(self, *frames: Any) -> Self:
        """Frames of the server on the newest transport."""
        for frame in frames:
            self.input(inputs.FrameReceived(self.transport, cast("ServerFrame", frame)))
        return self

    def elapse(self, ms: float) -> Self:
        """Lets time pass, waking the session whenever it asked for it."""
        end = self.now + ms
        while self.wake_at is not None and self.wake_at <= end:
            self.now = max(self.now, self.wake_at)
            self.wake_at = None
            self._take(self.session.tick(self.now))
        self.now = end
        return self

    def connected(self, **changes: Any) -> Self:
        """Connects from the beginning, or answers the attempt that is under way."""
        if isinstance(self.session.state, IdleState):
            self.command(commands.Connect())
        if self.transport == 0 and self.of(FetchToken):
            self.input(inputs.TokenFetched("token-1"))
        return self.opened().frames({**WELCOME, **changes})

    def opened(self) -> Self:
        return self.input(inputs.Opened(self.transport))

    def cut(self, code: int = 1006, reason: str = "") -> Self:
        """The connection breaks."""
        return self.input(inputs.Closed(self.transport, code, reason))

    def reconnecting(self) -> Self:
        """The connection breaks, and time passes until the first retry has a transport."""
        return self.cut().elapse(250)

    def subscribe(self, number: int, channel: str = "chat", **options: Any) -> Self:
        return self.command(commands.Subscribe(number, channel, options))

    def publish(self, request: int, *, size: int = 100, timeout_ms: float | None = None, **more: Any) -> Self:
        body = {"type": "publish", "channel": "chat", "data": request, **more}
        return self.command(commands.Ask(request, body, timeout_ms, size))

    def subscribe_ok(self, **changes: Any) -> Self:
        """Answers the newest `subscribe`, also one inside `hello`."""
        hellos = self.sent("hello")
        asked = hellos[-1].get("subscriptions", [{"id": 0}])[-1]["id"] if hellos else 0
        number = max([asked, *(frame["id"] for frame in self.sent("subscribe")[-1:])])
        ok = {"type": "ok", "id": number, "channel": "chat", "epoch": "e001", "offset": 0, "count": 0}
        return self.frames({**ok, "recovered": "none", **changes})

    def message(self, offset: int, **more: Any) -> Self:
        return self.frames({"type": "message", "channel": "chat", "offset": offset, **more})

    def clear(self) -> Self:
        self.effects = []
        return self

    def of(self, kind: type[E]) -> list[E]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def sent(self, frame_type: str) -> list[dict[str, Any]]:
        return [cast("dict[str, Any]", each.frame) for each in self.of(Send) if each.frame["type"] == frame_type]

    def told(self, kind: type[E]) -> list[E]:
        return [each.event for each in self.of(Emit) if isinstance(each.event, kind)]

    def outcome(self, request: int) -> events.Outcome | None:
        outcomes = [each.outcome for each in self.told(events.Settled) if each.request == request]
        assert len(outcomes) < 2, f"request {request} was settled {len(outcomes)} times"
        return outcomes[0] if outcomes else None

    @property
    def offsets(self) -> list[int | None]:
        """The offsets of the messages emitted."""
        return [each.frame.get("offset") for each in self.told(events.MessageReceived)]

    def _take(self, effects: list[Effect]) -> Self:
        self.effects.extend(effects)
        for effect in effects:
            if isinstance(effect, Wake):
                self.wake_at = effect.at
            elif isinstance(effect, Open):
                self.transport = effect.transport
        return self
