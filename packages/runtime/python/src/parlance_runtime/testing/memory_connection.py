"""One connection of a server in memory."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ServerFrame, WelcomeFrame
    from parlance_runtime.realtime.transports.transport import TransportEvents, TransportRequest

EPOCH = "memory01"

USUAL_WELCOME: WelcomeFrame = {
    "type": "welcome",
    "id": 1,
    "connection": "conn_memory",
    "session": "memory",
    "user": None,
    "inbox": None,
    "pingMs": 25_000,
    "pongWaitMs": 10_000,
    "tokenTtlMs": None,
    "resumed": False,
    "windowMs": 120_000,
    "limits": {"frameBytes": 65_536, "subscriptions": 200, "inFlight": 64, "messagesPerSecond": 50},
    "retry": {"minMs": 400, "maxMs": 20_000},
    "now": 0,
}
"""What a server in memory says to `hello`, with the numbers that the platform gives by default."""


def _offsets() -> defaultdict[str, int]:
    return defaultdict(int)


@dataclass(frozen=True, slots=True)
class MemoryServer:
    """How a server in memory behaves, over all its connections."""

    welcome: Mapping[str, Any]
    on_frame: Callable[[ClientFrame, MemoryConnection], bool | None] | None
    methods: Mapping[str, Callable[[Mapping[str, Any]], object]]
    echo: bool
    offsets: defaultdict[str, int] = field(default_factory=_offsets)
    """The newest offset of each channel."""


class MemoryConnection:
    """One connection of a `MemoryTransport`, seen from the server."""

    def __init__(self, request: TransportRequest, events: TransportEvents, server: MemoryServer) -> None:
        self.url = request.url
        """The address the client asked for."""
        self.buffered_amount = 0
        """How much the client is to believe has not left yet. The test sets it."""
        self.batches: list[Sequence[Mapping[str, Any]]] = []
        """The frames the client sent, as they travelled together."""
        self.closed: tuple[int, str] | None = None
        """Code and reason with which the client closed it; `None` if it did not."""
        self._events = events
        self._server = server
        self._over = False
        # What tells each subscription apart, by its channel.
        self._subscriptions: defaultdict[str, set[int | None]] = defaultdict(set)

    @property
    def frames(self) -> Sequence[Mapping[str, Any]]:
        """The frames the client sent, in order."""
        return [frame for batch in self.batches for frame in batch]

    def frames_of(self, frame_type: str) -> Sequence[Mapping[str, Any]]:
        """The frames of one type."""
        return [frame for frame in self.frames if frame["type"] == frame_type]

    def push(self, frame: Mapping[str, Any]) -> None:
        """Sends the client a frame. Does nothing when the connection is over."""
        if not self._over:
            self._events.frames([cast("ServerFrame", frame)])

    def publish(self, channel: str, event: str, data: object) -> None:
        """Publishes on a channel as somebody else."""
        self.push({"type": "message", "channel": channel, **self._next(channel), "event": event, "data": data})

    def garble(self, message: str) -> None:
        """Says that something came that is no frame."""
        if not self._over:
            self._events.malformed(message)

    def cut(self, code: int = 1006, reason: str = "") -> None:
        """Breaks the connection, as the network or the server would. Default: without a word."""
        if not self._over:
            self._over = True
            self._events.closed(code, reason)

    def accept(self) -> None:
        """Tells the client that it may send."""
        if not self._over:
            self._events.opened()

    def send(self, frames: Sequence[ClientFrame]) -> None:
        """What the client sends."""
        self.batches.append(cast("Sequence[Mapping[str, Any]]", frames))
        for frame in frames:
            self._take(frame)

    def close(self, code: int, reason: str) -> None:
        """The client closes."""
        if not self._over:
            self.closed = (code, reason)
        self._over = True

    async def wait_closed(self) -> None:
        """Nothing is left."""

    def _take(self, frame: ClientFrame) -> None:
        on_frame = self._server.on_frame
        if not self._over and not (on_frame is not None and on_frame(frame, self)):
            self._answer(frame)

    def _answer(self, frame: ClientFrame) -> None:
        match frame["type"]:
            case "hello":
                self.push({**USUAL_WELCOME, "id": frame["id"], **self._server.welcome})
                for each in frame.get("subscriptions", []):
                    self._take(cast("ClientFrame", {"type": "subscribe", **each}))
            case "subscribe":
                self._subscribe(frame)
            case "publish":
                self._publish(frame)
            case "presence":
                self.push({"type": "ok", "id": frame["id"], "version": 1})
            case "history":
                offset = self._server.offsets[frame["channel"]]
                answer: dict[str, object] = {"items": [], "epoch": EPOCH, "offset": offset, "cursor": None}
                self.push({"type": "ok", "id": frame["id"], **answer})
            case "request":
                self._call(frame["id"], frame["method"], frame.get("params", {}))
            case "auth":
                self.push({"type": "ok", "id": frame["id"], "tokenTtlMs": 3_600_000})
            case "unsubscribe":
                self._subscriptions[frame["channel"]].discard(frame.get("subscription"))
                self.push({"type": "ok", "id": frame["id"]})
            case "ping":
                self.push({**frame, "type": "pong"})
            case _:
                pass

    def _subscribe(self, frame: Mapping[str, Any]) -> None:
        channel, since = frame["channel"], frame.get("since")
        self._subscriptions[channel].add(frame.get("subscription"))
        named = {name: frame[name] for name in ("channel", "subscription") if name in frame}
        offset = self._server.offsets[channel] if since is None else since["offset"]
        recovered = "none" if since is None else "yes"
        ok = {"epoch": EPOCH, "offset": offset, "recovered": recovered, "count": 0}
        self.push({"type": "ok", "id": frame["id"], **named, **ok})
        self.push({"type": "live", **named})

    def _publish(self, frame: Mapping[str, Any]) -> None:
        channel = frame["channel"]
        position = self._next(channel)
        self.push({"type": "ok", "id": frame["id"], "epoch": EPOCH, "offset": position["offset"]})
        if not self._server.echo:
            return
        given = {name: frame[name] for name in ("event", "data", "tags", "publishId") if name in frame}
        for subscription in self._subscriptions[channel]:
            number = {} if subscription is None else {"subscription": subscription}
            self.push({"type": "message", "channel": channel, **number, **position, **given})

    def _call(self, number: int, method: str, params: Mapping[str, Any]) -> None:
        run = self._server.methods.get(method)
        try:
            result = None if run is None else run(params)
            if inspect.isawaitable(result):
                raise TypeError(f"The method {method} must give its result at once")
            self.push({"type": "ok", "id": number, "result": result})
        except Exception as error:
            code = getattr(error, "code", "internal_error")
            retryable = getattr(error, "retryable", False)
            self.push({"type": "error", "id": number, "code": code, "message": str(error), "retryable": retryable})

    def _next(self, channel: str) -> Mapping[str, int]:
        offsets = self._server.offsets
        offsets[channel] += 1
        return {"offset": offsets[channel], "previous": offsets[channel] - 1}
