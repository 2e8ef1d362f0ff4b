"""What the concerns of one session share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.effect import CloseTransport, Effect, Emit, Open, Send

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ConnectionLimits
    from parlance_runtime.protocol.session.session_event import SessionEvent
    from parlance_runtime.protocol.session.session_options import SessionOptions


NORMAL = 1000
"""The close code of a goodbye (RFC 6455 section 7.4.1)."""


class Context:
    """What the concerns of one session share: the time of this call, its effects, and the transport in use."""

    __slots__ = ("_newest_transport", "effects", "limits", "now", "options", "transport", "window_ms")

    def __init__(self, options: SessionOptions) -> None:
        self.options = options
        self.now = 0.0
        """The time that the driver passed with this call."""
        self.effects: list[Effect] = []
        """What this call asks of the driver. A new list each time, which the driver may keep."""
        self.transport: int | None = None
        """The number of the one transport, so that what an older one says can be told apart; `None`: there is none."""
        self._newest_transport = 0
        self.limits: ConnectionLimits | None = None
        """As the last `welcome` said; `None` before the first."""
        self.window_ms = 0.0
        """How long the server keeps a session, and at least how long it knows a publish again."""

    def emit(self, event: SessionEvent) -> None:
        """Tells the application."""
        self.effects.append(Emit(event))

    def open(self, url: str | None) -> None:
        """Opens the one transport; `url`: elsewhere than usual."""
        self._newest_transport += 1
        self.transport = self._newest_transport
        self.effects.append(Open(self.transport, url))

    def detach(self, reason: str, code: int | None = None) -> None:
        """Closes the transport, if there is one. Whatever else it says is dropped."""
        if self.transport is not None:
            self.effects.append(CloseTransport(self.transport, NORMAL if code is None else code, reason))
        self.transport = None

    def send(self, frame: ClientFrame) -> None:
        """Sends a frame, or drops it while there is no transport."""
        if self.transport is not None:
            self.effects.append(Send(self.transport, frame))

    def between(self, low: float, high: float) -> float:
        """A number between the bounds."""
        return low + (high - low) * self.options.random()
