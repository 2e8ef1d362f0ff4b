"""The log of calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parlance_runtime.client.hooks import Attempt, Hooks
from parlance_runtime.hooks.redact_headers import redact_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parlance_runtime.client.hooks import Received, Retry
    from parlance_runtime.errors import ParlanceError

Event = Literal["request", "response", "error", "retry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log of calls, as data."""

    event: Event
    operation: str
    attempt: int
    method: str
    url: str
    """Without the query, which may hold what is nobody's business."""
    status: int | None = None
    headers: Mapping[str, str] | None = None
    error: str | None = None
    """Code of the error."""
    delay: float | None = None
    """Seconds until the next attempt."""


def logging_hooks(log: Callable[[LogEntry], None] | None = None) -> Hooks:
    """Hooks that tell `log` what goes out and what comes back; secrets in headers are redacted, bodies are not told.

    Without `log` the entries go to the logger `parlance`, at the level DEBUG.
    """
    write = log or _to_logger

    def entry(
        event: Event,
        attempt: Attempt,
        *,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        error: str | None = None,
        delay: float | None = None,
    ) -> None:
        write(
            LogEntry(
                event=event,
                operation=attempt.operation,
                attempt=attempt.number,
                method=attempt.method,
                url=attempt.url.split("?", 1)[0],
                status=status,
                headers=None if headers is None else redact_headers(headers),
                error=error,
                delay=delay,
            )
        )

    def on_request(attempt: Attempt) -> None:
        entry("request", attempt, headers=attempt.headers)

    def on_response(attempt: Attempt, received: Received) -> None:
        entry("response", attempt, status=received.status, headers=received.headers)

    def on_error(attempt: Attempt, error: ParlanceError) -> None:
        entry("error", attempt, error=error.code)

    def on_retry(attempt: Attempt, retry: Retry) -> None:
        entry("retry", attempt, delay=retry.delay, error=retry.error.code)

    return Hooks(on_request=on_request, on_response=on_response, on_error=on_error, on_retry=on_retry)


def _to_logger(entry: LogEntry) -> None:
    import logging

    logging.getLogger("parlance").debug("%s", entry)
