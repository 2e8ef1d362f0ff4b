"""Why the server did not do what a call asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple, cast

from parlance_runtime.protocol.session.session_error import SessionError

_CODES = {401: "invalid_token", 429: "rate_limited"}
"""What a status means that comes without a code, as from a proxy in between."""
_SHOWN = 1_000
"""Characters of an answer that its error shows."""
_PASSING = (408, 425, 429)
"""The 4xx that pass. Any other says that the same call will never do."""


class Refusal(NamedTuple):
    """Why the server did not do what a call asked for."""

    status: int
    error: SessionError
    """The same for the session. Its cause shows the answer."""


def refusal_of(status: int, headers: Mapping[str, str], body: bytes) -> Refusal:
    """Reads a refusal: problem details (RFC 9457) of the server, the status alone of anybody else."""
    text = body.decode("utf-8", "replace")
    problem = _problem_of(text)
    code, detail, retryable = problem.get("code"), problem.get("detail"), problem.get("retryable")
    final = 400 <= status < 500 and status not in _PASSING
    summary = f"The server answered with status {status}"
    # A code of a newer server is told as it is: codes are an open list.
    usual = _CODES.get(status, f"status_{status}" if final else "unavailable")
    error = SessionError(
        code if isinstance(code, str) else usual,
        detail if isinstance(detail, str) else f"{summary}. Look at the client's url" if final else summary,
        retryable if isinstance(retryable, bool) else not final,
        after_ms=_retry_after_ms(headers) or None,
        cause=ValueError(f"{summary}: {text[:_SHOWN]}" if text else summary),
    )
    return Refusal(status, error)


def _problem_of(text: str) -> Mapping[str, object]:
    try:
        problem: object = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return cast("Mapping[str, object]", problem) if isinstance(problem, dict) else {}


def _retry_after_ms(headers: Mapping[str, str]) -> float | None:
    """Milliseconds that a server asks to wait (RFC 9110 section 10.2.3)."""
    for name, unit in (("retry-after-ms", 1), ("retry-after", 1000)):
        text = headers.get(name, "").strip()
        if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
            return float(text) * unit
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - time.time()) * 1000
    except ValueError:
        return None
