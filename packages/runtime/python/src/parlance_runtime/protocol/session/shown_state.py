"""What the application is shown of the connection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.connection_state import ConnectionState, IdleState, ReconnectingState
from parlance_runtime.protocol.session.session_event import StateChanged

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.session_error import SessionError


class ShownState:
    """What the application is shown of the connection."""

    __slots__ = ("context", "current")

    def __init__(self, context: Context) -> None:
        self.context = context
        self.current: ConnectionState = IdleState()

    def become(self, state: ConnectionState) -> None:
        """Shows another state, and tells it."""
        previous = self.current
        self.current = state
        self.context.emit(StateChanged(state, previous))

    def lost(self, error: SessionError, retry_at: float | None, *, session: bool) -> None:
        """A connection or an attempt is over. `session`: there is one to resume."""
        now = self.context.now
        current = self.current
        # The time is that of the first loss.
        since, attempt = (current.since, current.attempt) if isinstance(current, ReconnectingState) else (now, 0)
        resumable = session and now < since + self.context.window_ms
        self.become(ReconnectingState(attempt + 1, retry_at, since, error, resumable))

    def retry(self, retry_at: float | None) -> None:
        """The next attempt begins then; `None`: it is under way, or nobody knows.

        Not told, for the attempt is the same.
        """
        if isinstance(self.current, ReconnectingState):
            self.current = replace(self.current, retry_at=retry_at)
