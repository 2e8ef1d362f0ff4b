"""Why a connection or an attempt ended, and how to come back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from parlance_runtime.protocol.frames.codes_gen import CONNECTION_LOST, NAMED_CLOSE_CODES, REFUSED
from parlance_runtime.protocol.session.errors import error_of

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ByeFrame, ErrorFrame
    from parlance_runtime.protocol.session.input import Closed
    from parlance_runtime.protocol.session.session_error import SessionError

ComeBack: TypeAlias = Literal["never", "now", "later"]
"""`never`: the session has failed. `now`: at once, unless that was tried just before. `later`: with back-off."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a connection or an attempt ended, and how to come back."""

    error: SessionError
    come_back: ComeBack
    to: str | None = None
    """Where to connect instead, once."""


def concerns_token(error: SessionError) -> bool:
    """Whether a fresh token may help."""
    return error.code in {"invalid_token", "token_expired", "missing_token"}


def session_is_gone(error: SessionError) -> bool:
    """Whether the server has lost the session, or somebody else has it."""
    return error.code in {"insufficient_state", "session_taken_over"}


def loss_by_frame(frame: ByeFrame | ErrorFrame) -> Loss:
    """What follows from a `bye`, or from an `error` that answers `hello`."""
    come_back: ComeBack = "never"
    if frame["retryable"]:
        come_back = _come_back_after(NAMED_CLOSE_CODES.get(frame["code"], 0), final="later")
    return Loss(error_of(frame), come_back, to=frame.get("to") if frame["type"] == "bye" else None)


def loss_by_close(closed: Closed) -> Loss:
    """What follows from a close that no frame announced.

    Several errors share a close code, so the server may name its own in the reason. What the transport knows itself
    goes before both.
    """
    if closed.error is not None:
        return Loss(closed.error, "later" if closed.error.retryable else "never")
    come_back = _come_back_after(closed.code, final="never")
    own = REFUSED if come_back == "never" else CONNECTION_LOST
    code = next((name for name, close_code in NAMED_CLOSE_CODES.items() if close_code == closed.code), own.code)
    if closed.code >= 4000 and re.fullmatch("[a-z_]+", closed.reason):
        code = closed.reason
    return Loss(replace(own, code=code, close_code=closed.code), come_back)


def _come_back_after(close_code: int, *, final: Literal["never", "later"]) -> ComeBack:
    """The ranges of `specs/errors.yaml`; 1000 by the server means that it is done with us."""
    if close_code == 1000 or 4000 <= close_code < 4100:
        return final
    return "now" if 4200 <= close_code < 4300 else "later"
