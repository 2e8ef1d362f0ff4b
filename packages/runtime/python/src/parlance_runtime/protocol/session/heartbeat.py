"""Whether the server is still there."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import WelcomeFrame
    from parlance_runtime.protocol.session.context import Context

PROBE_MS = 3_000
"""How long an answer may take after the host slept or changed its network."""


class Heartbeat:
    """Whether the server is still there.

    Any frame is a sign of life, so a message costs two assignments here and no timer.
    """

    __slots__ = ("_heard_at", "_probe_until", "_silence_ms", "context")

    def __init__(self, context: Context) -> None:
        self.context = context
        self._heard_at = 0.0
        self._silence_ms = inf
        self._probe_until = inf

    def start(self, welcome: WelcomeFrame) -> None:
        """A connection holds, and the server told how silent it may be."""
        self._silence_ms = welcome["pingMs"] + welcome["pongWaitMs"]
        self.heard()

    def heard(self) -> None:
        """A frame came."""
        self._heard_at = self.context.now
        self._probe_until = inf

    def probe(self) -> None:
        """Asks for a sign of life within three seconds, because a dead connection looks like a quiet one."""
        if self._probe_until == inf:
            self._probe_until = self.context.now + PROBE_MS
            self.context.send({"type": "ping"})

    @property
    def deadline(self) -> float:
        """When the connection is to be given up unless something is heard."""
        return min(self._heard_at + self._silence_ms, self._probe_until)
