"""A server in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from parlance_runtime.testing.memory_connection import MemoryConnection, MemoryServer

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame
    from parlance_runtime.realtime.transports.transport import TransportEvents, TransportRequest


class MemoryTransport:
    """A server in memory for an application's own tests: no network, and with a `VirtualClock` no waiting.

    It accepts every connection, subscription and publish, unless `on_frame` answers differently; the test pushes
    messages and breaks connections. What a client publishes is acknowledged, and comes back to its own subscriptions
    with `echo`; `methods` answer its requests.

        transport = MemoryTransport()
        realtime = AsyncRealtime("wss://platform.test/v1/socket", transport=transport, clock=VirtualClock())
        await realtime.channel("chat").subscribe(lambda message: received.append(message.data)).ready()
        transport.connection.publish("chat", "message", {"text": "Hello"})
        transport.connection.cut()

    `welcome`: what its `welcome` says differently from the usual. `on_frame`: told each frame of the client first;
    answers true if it has dealt with it. What a `hello` subscribes to comes behind it, as a `subscribe` each.
    `methods`: what methods do, by name: they get the parameters of the request and give its result. What they raise is
    the refusal: its `code`, message and `retryable`. Any other method answers `None`.
    """

    def __init__(
        self,
        *,
        welcome: Mapping[str, Any] | None = None,
        on_frame: Callable[[ClientFrame, MemoryConnection], bool | None] | None = None,
        methods: Mapping[str, Callable[[Mapping[str, Any]], object]] | None = None,
        echo: bool = False,
    ) -> None:
        self._server = MemoryServer(welcome or {}, on_frame, methods or {}, echo)
        self._connections: list[MemoryConnection] = []
        self._refusals = 0

    @property
    def connections(self) -> Sequence[MemoryConnection]:
        """All connections that were asked for, the refused ones included, in order."""
        return self._connections

    @property
    def connection(self) -> MemoryConnection:
        """The newest connection. Raises a `RuntimeError` if there was none."""
        if not self._connections:
            raise RuntimeError("Nothing has connected yet: await realtime.connect() first")
        return self._connections[-1]

    def refuse(self, count: int = 1) -> None:
        """Lets the next connections fail, as if the server could not be reached."""
        self._refusals += count

    def open(self, request: TransportRequest, events: TransportEvents) -> MemoryConnection:
        """What a client calls."""
        connection = MemoryConnection(request, events, self._server)
        self._connections.append(connection)
        refused = self._refusals > 0
        self._refusals -= refused
        loop = asyncio.get_running_loop()
        if refused:
            loop.call_soon(connection.cut, 1006, "The test refused the connection")
        else:
            loop.call_soon(connection.accept)
        return connection
