"""What the driver reports of a transport, of the token and of the host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ServerFrame
    from parlance_runtime.protocol.session.session_error import SessionError


@dataclass(frozen=True, slots=True)
class Opened:
    """Frames can be sent."""

    transport: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The transport is over, or could not be opened: `code` is then 1006."""

    transport: int
    code: int
    reason: str
    error: SessionError | None = None
    """The transport knows more, such as the answer of a server that is none of ours.

    Unless it is `retryable` the session fails.
    """


@dataclass(frozen=True, slots=True)
class FrameReceived:
    """A frame arrived."""

    transport: int
    frame: ServerFrame


@dataclass(frozen=True, slots=True)
class Malformed:
    """What arrived is no frame."""

    transport: int
    message: str


@dataclass(frozen=True, slots=True)
class PressureChanged:
    """The transport's send buffer is full (`paused`) or has room again."""

    transport: int
    paused: bool


@dataclass(frozen=True, slots=True)
class TokenFetched:
    """A token; `None`: none is needed."""

    token: str | None


@dataclass(frozen=True, slots=True)
class TokenFailed:
    """There is no token."""

    message: str
    final: bool
    """Whoever gives tokens has refused for good, so the session fails."""
    cause: object = None


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """The host went offline or online."""

    online: bool


@dataclass(frozen=True, slots=True)
class Resumed:
    """The host woke from sleep: whatever was waited for may be due or dead."""


TransportInput: TypeAlias = "Opened | Closed | FrameReceived | Malformed | PressureChanged"
"""What a transport reports."""

Input: TypeAlias = "TransportInput | TokenFetched | TokenFailed | NetworkChanged | Resumed"
"""What the driver reports."""
