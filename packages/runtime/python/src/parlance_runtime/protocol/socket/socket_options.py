"""What a socket machine is set up with, beside its descriptor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import RetryHint
    from parlance_runtime.protocol.socket.socket_descriptor import HeartbeatRule


def _usual_retry() -> RetryHint:
    return {"minMs": 400, "maxMs": 20_000}


@dataclass(frozen=True, slots=True)
class SocketMachineOptions:
    """What a socket machine is set up with, beside its descriptor."""

    random: Callable[[], float]
    """A number from 0 up to 1."""
    retry: RetryHint = field(default_factory=_usual_retry)
    """Bounds of the back-off."""
    attempts: None = None
    """It never gives up by itself."""
    queue_messages: int = 1_000
    """Messages that wait at most."""
    queue_bytes: int = 1_048_576
    """Their encoded size together."""
    heartbeat: HeartbeatRule | Literal[False] | None = None
    """In place of the descriptor's; `False`: none."""
    can_ping: bool = True
    """Whether the host can send pings of the WebSocket protocol."""
