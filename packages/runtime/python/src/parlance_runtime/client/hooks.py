"""What an application may watch or change of its calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.errors import ParlanceError


@dataclass(slots=True, eq=False)
class Attempt:
    """One attempt of one call, as hooks see it. The same object goes to all hooks of the attempt."""

    operation: str
    """The operation's id."""
    method: str
    url: str
    number: int
    """Number of the attempt, from 1."""
    headers: httpx.Headers
    """What will be sent; `on_request` may change it. Holds credentials: never log it as it is (`redact_headers`)."""
    notes: dict[object, object] = field(default_factory=dict[object, object], repr=False)
    """Where hooks keep what they need from one moment to the next, each under a key of its own."""


@dataclass(frozen=True, slots=True)
class Received:
    """The beginning of an answer, as hooks see it."""

    status: int
    headers: httpx.Headers


@dataclass(frozen=True, slots=True)
class Retry:
    """Why a call is sent again, and after how long."""

    delay: float
    """Seconds."""
    error: ParlanceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """What an application may watch or change.

    Hooks run in the order given; one that raises fails the call with its error. An async client also takes hooks that
    are coroutine functions.
    """

    on_request: Callable[[Attempt], Awaitable[None] | None] | None = None
    """Before each attempt, credentials included; may add headers."""
    on_response: Callable[[Attempt, Received], Awaitable[None] | None] | None = None
    """After each answer, whatever its status, before its body is read."""
    on_error: Callable[[Attempt, ParlanceError], Awaitable[None] | None] | None = None
    """After an attempt that failed: a refusal, a broken connection, an unreadable answer."""
    on_retry: Callable[[Attempt, Retry], Awaitable[None] | None] | None = None
    """Before the wait that precedes another attempt."""
