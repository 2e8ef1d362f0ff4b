"""What the realtime half raises."""

from __future__ import annotations

from parlance_runtime.errors.parlance_error import ParlanceError
from parlance_runtime.protocol.frames.codes_gen import CLOSED
from parlance_runtime.protocol.session.session_error import SessionError


class RealtimeError(ParlanceError):
    """A request failed, a subscription was refused, or the connection ended.

    `code` is the server's (`specs/errors.yaml`), or one of the client's own: `outcome_unknown` means that it was sent
    and nobody can tell whether it was carried out; a publish may be repeated with the same `publish_id`.
    """

    retry_after: float | None
    """Seconds after which the server wants to be asked again, if it said so."""
    close_code: int | None
    """The WebSocket close code, if one ended the connection."""
    href: str | None
    """The page that explains the code, if the server named one."""

    def __init__(self, error: SessionError) -> None:
        super().__init__(error.message, code=error.code, retryable=error.retryable)
        self.retry_after = None if error.after_ms is None else error.after_ms / 1000
        self.close_code = error.close_code
        self.href = error.href
        self.__cause__ = _cause_of(error.cause)


class ClosedError(RealtimeError):
    """The client was closed. Make a new one."""

    def __init__(self) -> None:
        super().__init__(CLOSED)


def error_of(error: SessionError) -> RealtimeError:
    """An error of the session, as the application sees it."""
    return ClosedError() if error.code == CLOSED.code else RealtimeError(error)


def _cause_of(cause: object) -> BaseException | None:
    if cause is None or isinstance(cause, BaseException):
        return cause
    return error_of(cause) if isinstance(cause, SessionError) else ValueError(str(cause))
