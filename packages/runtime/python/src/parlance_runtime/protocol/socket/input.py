"""What the driver reports of its connections, which are numbered from 1; what an older one says is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.socket.message import Message


@dataclass(frozen=True, slots=True)
class Opened:
    """Messages can be sent."""

    connection: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The connection ended, or could not be opened."""

    connection: int
    code: int
    reason: str
    error: SessionError | None = None
    """What the host knows more than the code; unless it is `retryable`, the socket has failed."""


@dataclass(frozen=True, slots=True)
class MessageCame:
    """A message came."""

    connection: int
    message: Message


@dataclass(frozen=True, slots=True)
class Pong:
    """A pong of the WebSocket protocol came."""

    connection: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The application's `restore` is done."""

    connection: int


@dataclass(frozen=True, slots=True)
class RestoreFailed:
    """The application's `restore` raised."""

    connection: int
    message: str
    cause: object


@dataclass(frozen=True, slots=True)
class TokenFetched:
    """A token is there."""

    token: str
    expires_at: float | None = None
    """Milliseconds since 1970, if it is known."""


@dataclass(frozen=True, slots=True)
class TokenFailed:
    """No token could be had."""

    message: str
    cause: object


SocketInput: TypeAlias = "Opened | Closed | MessageCame | Pong | Restored | RestoreFailed | TokenFetched | TokenFailed"
"""What the driver reports."""
