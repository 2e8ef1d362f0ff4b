"""What the end of a connection means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.socket.input import Closed

HOPELESS = frozenset((1002, 1003, 1007, 1008, 1009, 1010))
"""Close codes after which the same would happen again (RFC 6455 section 7.4.1)."""
GOODBYE = 1000
"""The server says goodbye."""
LOST = "connection_lost"


class Loss(NamedTuple):
    """Why a connection ended. `final`: nobody tries again."""

    error: SessionError
    final: bool


def loss_of(closed: Closed, final_codes: Sequence[int] = ()) -> Loss:
    """What the end of a connection means."""
    if closed.error is not None:
        return Loss(closed.error, not closed.error.retryable)
    code = closed.code
    final = code in HOPELESS or code in final_codes
    why = f": {closed.reason.removesuffix('.').removesuffix('!')}" if closed.reason else ""
    message = f"The connection ended with close code {code}{why}"
    return Loss(SessionError(LOST, message, retryable=not final, close_code=code), final)


def lost_because(message: str) -> SessionError:
    """The error of a connection that was given up."""
    return SessionError(LOST, message, retryable=True)
