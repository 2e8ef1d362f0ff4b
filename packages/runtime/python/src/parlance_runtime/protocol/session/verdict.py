"""What follows a loss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parlance_runtime.protocol.frames.codes_gen import ATTEMPTS_EXHAUSTED
from parlance_runtime.protocol.session.loss import Loss, concerns_token
from parlance_runtime.protocol.session.session_error import SessionError

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.back_off import BackOff
    from parlance_runtime.protocol.session.token import Token


def verdict_of(loss: Loss, token: Token, back_off: BackOff, life_ms: float | None) -> SessionError | float:
    """Judges a loss, and takes note of it: the error that ends the session, or the wait before another attempt.

    `life_ms`: how long the connection held that was lost; `None`: the attempt got no `welcome`.
    """
    by_token = concerns_token(loss.error)
    afresh = by_token and token.refused(loss.error, held=life_ms is not None) and life_ms is None
    if afresh:
        return 0.0
    if loss.come_back == "never" or (by_token and life_ms is None):
        return loss.error
    if life_ms is not None:
        back_off.lived(life_ms)
    elif back_off.failed():
        return replace(ATTEMPTS_EXHAUSTED, cause=loss.error)
    return back_off.next(at_once=loss.come_back == "now")
