"""States that nothing comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.connection_state import ClosedState, FailedState
from parlance_runtime.realtime.realtime_error import ClosedError, RealtimeError

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.connection_state import ConnectionState


def end_of(state: ConnectionState) -> RealtimeError | None:
    """What ended a client, for whoever still wants something of it; `None` if nothing did."""
    if isinstance(state, FailedState):
        return RealtimeError(state.error)
    return ClosedError() if isinstance(state, ClosedState) else None
