"""Connections that the network did not give, or took."""

from __future__ import annotations

from parlance_runtime.protocol.frames.codes_gen import CONNECTION_LOST
from parlance_runtime.protocol.session.session_error import SessionError

NO_CODE = 1006
"""The code of a close that nobody announced (RFC 6455 section 7.4.1)."""


def connection_failed(cause: Exception) -> SessionError:
    """Why there is no connection, or none any more, where more is known than that: `cause`."""
    message = "The connection failed; see the cause"
    return SessionError(CONNECTION_LOST.code, message, retryable=True, close_code=NO_CODE, cause=cause)
