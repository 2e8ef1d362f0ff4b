# Generated from specs/errors.yaml by scripts/write-frames.ts. Do not edit.
"""The close codes of the server, and the errors of the client itself."""

from __future__ import annotations

from collections.abc import Mapping

from parlance_runtime.protocol.session.session_error import SessionError

CLOSE_CODES: Mapping[str, int] = {
    "bad_frame": 4007,
    "unsupported_version": 4006,
    "missing_token": 4009,
    "invalid_token": 4009,
    "token_expired": 4103,
    "token_revoked": 4009,
    "application_disabled": 4003,
    "quota_exceeded": 4004,
    "route_not_found": 4005,
    "unknown_application": 4001,
    "rate_limited": 4105,
    "over_capacity": 4100,
    "draining": 4102,
    "terminated": 4010,
    "slow_consumer": 4101,
    "hello_timeout": 4104,
    "restart": 4200,
    "ping_timeout": 4201,
    "idle_timeout": 4202,
    "insufficient_state": 4203,
    "session_taken_over": 4204,
}
"""The WebSocket close codes by error code.

4000 to 4099 are final, 4100 to 4199 come back with back-off, 4200 to 4299 at once.
"""

NAMED_CLOSE_CODES: Mapping[str, int] = {
    "missing_token": 4009,
    "invalid_token": 4009,
    "token_expired": 4103,
    "token_revoked": 4009,
    "restart": 4200,
    "ping_timeout": 4201,
    "idle_timeout": 4202,
    "insufficient_state": 4203,
    "session_taken_over": 4204,
}
"""Those of them that a session acts on by their name."""

ATTEMPTS_EXHAUSTED = SessionError(
    "attempts_exhausted",
    "As many attempts failed in a row as are allowed. See the cause; open a new session, or allow more attempts.",
    retryable=True,
)

CANCELLED = SessionError(
    "cancelled",
    "The application gave up. What was sent may still be carried out.",
    retryable=False,
)

CLOSED = SessionError(
    "closed",
    "The session was closed. Open a new session.",
    retryable=False,
)

CONNECTION_LOST = SessionError(
    "connection_lost",
    "The connection was lost. The session reconnects by itself.",
    retryable=True,
)

CREDENTIALS_FAILED = SessionError(
    "credentials_failed",
    "No token could be obtained. See the cause, which is what the token provider threw.",
    retryable=True,
)

DECODE_FAILED = SessionError(
    "decode_failed",
    "What the server sent is no frame. The session reconnects by itself.",
    retryable=True,
)

NOT_CONNECTED = SessionError(
    "not_connected",
    "There is no connection. Wait until there is one.",
    retryable=True,
)

POSITION_LOST = SessionError(
    "position_lost",
    "The server left out messages. They are asked for again.",
    retryable=True,
)

QUEUE_FULL = SessionError(
    "queue_full",
    "The queue is full. Publish more slowly, or raise its bounds.",
    retryable=True,
)

REFUSED = SessionError(
    "refused",
    "The server ended the connection for good. See the close code; open a new session.",
    retryable=False,
)

TIMEOUT = SessionError(
    "timeout",
    "No answer came in time. Repeat, or allow more time.",
    retryable=True,
)

UNSUBSCRIBED = SessionError(
    "unsubscribed",
    "The subscription ended early. Subscribe again.",
    retryable=False,
)
