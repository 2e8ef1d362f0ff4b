"""Where a session stands. Times are milliseconds of the driver's clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError


@dataclass(frozen=True, slots=True)
class IdleState:
    """Before `connect`, and after `disconnect`."""

    status: Literal["idle"] = "idle"


@dataclass(frozen=True, slots=True)
class ConnectingState:
    """The first connection is being made."""

    attempt: int
    status: Literal["connecting"] = "connecting"


@dataclass(frozen=True, slots=True)
class ConnectedState:
    """There is a connection."""

    connection: str
    """Its id, visible to others."""
    user: str | None
    """The user of the token; `None` if it speaks for its application."""
    resumed: bool
    """Whether the session from before was taken up again."""
    since: float
    status: Literal["connected"] = "connected"


@dataclass(frozen=True, slots=True)
class ReconnectingState:
    """Told once for each attempt, when the one before was lost."""

    attempt: int
    """Counts what was lost since the last connection, from 1."""
    retry_at: float | None
    """When the next attempt begins; `None` while one is under way or the host is offline. It moves without being told.
    """
    since: float
    """When the connection was lost, or the first attempt failed."""
    error: SessionError
    resumable: bool
    """Whether the server still keeps the session, so far as its window says."""
    status: Literal["reconnecting"] = "reconnecting"


@dataclass(frozen=True, slots=True)
class ClosedState:
    """Ended by `close`. Final."""

    status: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True)
class FailedState:
    """Refused for good. Final."""

    error: SessionError
    status: Literal["failed"] = "failed"


ConnectionState: TypeAlias = (
    "IdleState | ConnectingState | ConnectedState | ReconnectingState | ClosedState | FailedState"
)
"""Where a session stands; `status` tells the states apart."""
