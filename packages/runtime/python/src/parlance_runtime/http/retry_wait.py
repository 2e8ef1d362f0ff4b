"""How long to wait before a call is sent again."""

from __future__ import annotations

import random
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from parlance_runtime.errors import ParlanceError, ResponseError

if TYPE_CHECKING:
    import httpx

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
LONGEST_RETRY_AFTER = 60.0
"""A wait that a server may ask for; a longer one is given to the caller as the error's `retry_after`."""

_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*")


def back_off(retry: int) -> float:
    """Full jitter: a random wait between 0 and 0.5 s, 1 s, 2 s … 8 s. `retry` counts from 1."""
    return random.random() * min(LONGEST_WAIT, FIRST_WAIT * 2 ** (retry - 1))


def retry_wait(error: ParlanceError, retry: int, left: float) -> float | None:
    """Seconds to wait before a call is sent again after `error`, or `None` when it must not be.

    It must not when the error is final, or when the server asks for a longer wait than there is time `left`.
    """
    response = error if isinstance(error, ResponseError) else None
    asked = response.retry_after if response is not None else None
    wait = back_off(retry) if asked is None else asked
    # A 401 is retryable with a fresh token only; the attempt has tried that already.
    final = not error.retryable or (response is not None and response.status == 401)
    return None if final or wait >= left or wait > LONGEST_RETRY_AFTER else wait


def retry_after_of(headers: httpx.Headers, now: float) -> float | None:
    """Seconds that a server asks to wait: `Retry-After-Ms`, else `Retry-After` (RFC 9110 section 10.2.3).

    `None` when it says nothing readable; never negative.
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after", "")
    seconds = _number(text)
    if seconds is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return float(match[1]) if match else None
