"""The user's own channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_event import DirectReceived
from parlance_runtime.protocol.session.track import Track

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import GapFrame, MessageFrame
    from parlance_runtime.protocol.session.context import Context


class Inbox(Track):
    """The user's own channel, which holds without being asked for.

    `welcome` says from where, `hello` says how far we are. `on_hole`: only a new `hello` can ask for what is missing.
    """

    __slots__ = ("_on_hole", "context")

    def __init__(self, context: Context, channel: str, on_hole: Callable[[], None]) -> None:
        super().__init__(channel)
        self.context = context
        self._on_hole = on_hole

    def tell_message(self, frame: MessageFrame) -> None:
        """Tells a message. Whoever is told knows no subscription, whose epoch a frame may leave out."""
        position = self.position
        if position is not None:
            frame = {"epoch": position["epoch"], **frame}
        self.context.emit(DirectReceived(frame))

    def tell_gap(self, frame: GapFrame) -> None:
        """Tells that some are missing."""
        self.context.emit(DirectReceived(frame))

    def hole(self) -> None:
        """Asks for what is missing."""
        self._on_hole()
