"""What carries frames between a session and its server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ServerFrame
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.realtime.codec import Codec
    from parlance_runtime.realtime.timers import Timers


@dataclass(frozen=True, slots=True)
class TransportRequest:
    """What a transport needs to know of one connection."""

    url: str
    """The address of the client, or the one that the server sent the client to. It holds no secret."""
    codec: Codec
    """Turns frames into what is sent and back; its sub-protocol is offered to the server."""
    timers: Timers
    """For whatever a transport waits for: tests bring a clock of their own."""
    frame_bytes: Callable[[], float]
    """The largest message that the server takes now, in bytes. One frame alone may be larger: the server refuses it."""


class TransportEvents(Protocol):
    """Where a transport reports. None of them raises."""

    def opened(self) -> None:
        """Frames can be sent. Once, before any `frames`."""
        ...

    def frames(self, frames: Sequence[ServerFrame]) -> None:
        """Frames arrived, together."""
        ...

    def malformed(self, message: str) -> None:
        """What arrived is no frame; the message says why, without its content."""
        ...

    def closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        """The connection is over or did not come about; nothing is reported after it.

        `code` is a WebSocket close code, 1006 if there is none. `error` is why, where the transport knows more than
        that; unless it is `retryable` the client fails with it.
        """
        ...


class TransportConnection(Protocol):
    """One connection."""

    def send(self, frames: Sequence[ClientFrame]) -> None:
        """Sends frames in this order, in as few messages as the transport can.

        Called only after `opened` and before `close`; raises nothing.
        """
        ...

    def close(self, code: int, reason: str) -> None:
        """Closes at once: nothing is reported afterwards, not even `closed`. May come at any time, also twice."""
        ...

    async def wait_closed(self) -> None:
        """Returns when nothing of a closed connection is left, in about a second at most."""
        ...

    @property
    def buffered_amount(self) -> int:
        """Bytes that were handed over by `send` and have not left yet. 0 where that cannot be told."""
        ...


class Transport(Protocol):
    """Carries frames between a session and its server; made by `web_socket()` or `sse()`.

    One object serves all the connections of a client, one after the other.
    """

    def open(self, request: TransportRequest, events: TransportEvents) -> TransportConnection:
        """Begins to open a connection and returns at once, in the running event loop.

        It raises nothing: what goes wrong is told to `events.closed`, and never before `open` has returned.
        """
        ...
