"""Where a socket is. `attempt` counts from 1 and begins anew with each connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from parlance_runtime.protocol.session.connection_state import ClosedState, ConnectingState, FailedState, IdleState

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError


@dataclass(frozen=True, slots=True)
class OpenState:
    """There is a connection, and what waited was sent."""

    status: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class WaitingState:
    """The connection was lost, or did not come about."""

    attempt: int
    until: float
    """When the next attempt begins, in milliseconds since 1970."""
    error: SessionError
    status: Literal["waiting"] = "waiting"


SocketState: TypeAlias = IdleState | ConnectingState | OpenState | WaitingState | ClosedState | FailedState
"""Where a socket is; `status` tells the states apart. While it is restored it is still `connecting`."""
