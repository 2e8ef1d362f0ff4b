"""How requests end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime.realtime_error import RealtimeError, error_of

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_event import Failed


def error_of_outcome(outcome: Failed) -> RealtimeError:
    """The error of a request that was not answered, or not as hoped."""
    error = outcome.error
    if outcome.status == "failed" or error.code == "closed":
        return error_of(error)
    message = f"It may have been carried out; repeat a publish with the same publish_id. {error.message}"
    return RealtimeError(SessionError("outcome_unknown", message, retryable=True, cause=error))
