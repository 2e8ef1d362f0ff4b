"""Errors out of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_error import SessionError

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ByeFrame, ErrorFrame, UnsubscribedFrame


def error_of(frame: ErrorFrame | ByeFrame | UnsubscribedFrame) -> SessionError:
    """The error that an `error`, `bye` or `unsubscribed` frame tells of."""
    return SessionError(
        frame["code"],
        frame["message"],
        frame["retryable"],
        after_ms=frame.get("afterMs") or None,
        href=frame.get("href") or None,
    )
