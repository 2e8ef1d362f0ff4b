"""Why something failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionError:
    """Why something failed: the code and words of the server, or of the session itself."""

    code: str
    """A code of `specs/errors.yaml`, or one of the client's own such as `connection_lost`, `timeout`, `queue_full`."""
    message: str
    """What happened and what to do."""
    retryable: bool
    """Whether the same may succeed later."""
    after_ms: float | None = None
    """How long to wait before, in milliseconds."""
    close_code: int | None = None
    """The WebSocket close code, if one ended the connection."""
    href: str | None = None
    """The page that explains the code."""
    cause: object = None
    """What it came from: an exception, another `SessionError`, or a text."""
