"""What a session is told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientInfo, RetryHint


@dataclass(frozen=True, slots=True)
class QueueBounds:
    """How much may wait for the connection, and what happens beyond it."""

    count: int = 1_000
    """Requests that wait."""
    bytes: int = 1_048_576
    """Their encoded size together."""
    policy: Literal["reject", "drop-oldest"] = "reject"
    """`reject` fails the new request, `drop-oldest` the oldest waiting publish; both with `queue_full`."""


def _usual_retry() -> RetryHint:
    return {"minMs": 400, "maxMs": 20_000}


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What a session is told once."""

    client: ClientInfo
    """The program, as `hello` names it."""
    instance: str
    """A UUID of this session's own; publishes are named after it."""
    random: Callable[[], float]
    """Uniform in [0, 1). Only for spreading retries, never for secrets."""
    capabilities: Sequence[str] = ("batch",)
    """What the codec and the transport can."""
    retry: RetryHint = field(default_factory=_usual_retry)
    """Back-off until the server gives its own, 400 ms and 20 s unless told otherwise."""
    attempts: int | None = None
    """Attempts in a row that may end without a `welcome`; after so many the session fails. `None` = any number."""
    connect_timeout_ms: float = 10_000
    """For an attempt as a whole: token, transport, welcome."""
    queue: QueueBounds = QueueBounds()
