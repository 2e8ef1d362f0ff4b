"""The token: held, being fetched, refreshed before it ends."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.effect import FetchToken
from parlance_runtime.protocol.session.session_event import ErrorOccurred, Failed, Outcome

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.requests import Requests
    from parlance_runtime.protocol.session.session_error import SessionError

LEAD_MS = 30_000
"""How long before its end a token is refreshed at least,"""
LEAD_PART = 0.1
"""and as a part of its life."""
LEAST_MS = 1_000
"""Refreshing is not tried more often than this, however short the tokens live."""
RETRY_MS = 5_000
"""Wait before a refresh that failed is tried again, with as much again as jitter."""


class Token:
    """The token: held, being fetched, refreshed before it ends. One fetch at a time, whoever wants it."""

    __slots__ = (
        "_ends_at",
        "_fetching",
        "_held",
        "_refresh_at",
        "_refusals",
        "_stale",
        "context",
        "refusal",
        "requests",
        "value",
    )

    def __init__(self, context: Context, requests: Requests) -> None:
        self.context = context
        self.requests = requests
        self.value: str | None = None
        """What is held; `None` also where none is needed."""
        self.refusal: SessionError | None = None
        """Why the server refused what is held, when the provider gave the same once more; `None`: it may be tried."""
        self._held = False
        self._fetching = False
        # The next fetch must not answer from a cache.
        self._stale = False
        self._ends_at = inf
        self._refresh_at = inf
        self._refusals = 0

    def ready(self) -> bool:
        """Whether `hello` can be sent with what is held. If not, a fetch is under way after this call."""
        if self._held and not self._stale and self.context.now < self._ends_at:
            return True
        self._fetch(fresh=self._stale or self._held)
        return False

    def refused(self, error: SessionError, *, held: bool) -> bool:
        """The server refused it, while a connection held or was being made: a fresh one is needed.

        Returns false if that was one, so that there is no sense in a third.
        """
        self._stale = True
        self.refusal = error
        if not held:
            self._refusals += 1
        return self._refusals < 2

    def accepted(self, ttl_ms: float | None) -> None:
        """A connection holds with it, for so long."""
        self._refusals = 0
        self.refusal = None
        now = self.context.now
        self._ends_at = inf if ttl_ms is None else now + ttl_ms
        self._refresh_at = inf if ttl_ms is None else now + self._refresh_after(ttl_ms)

    def refresh(self) -> None:
        """Gets a fresh one while the connection goes on."""
        self._refresh_at = inf
        self._fetch(fresh=True)

    def fetched(self, value: str | None, *, connected: bool) -> None:
        """It came."""
        same = self._held and value == self.value
        if not same:
            self.refusal = None
        self.value = value
        self._held = True
        self._fetching = False
        self._stale = False
        self._ends_at = inf
        # A provider with nothing newer is not asked in a circle: the server says when it is over.
        if connected and not same and value is not None:
            self._authenticate(value)

    def failed(self, *, connected: bool) -> None:
        """The provider failed, and may be asked again."""
        self._fetching = False
        if connected:
            self._refresh_at = self.context.now + RETRY_MS + self.context.between(0, RETRY_MS)

    def tick(self) -> None:
        """Refreshes when it is time."""
        if self.context.now >= self._refresh_at:
            self.refresh()

    @property
    def deadline(self) -> float:
        """When `tick` has something to do while connected."""
        return self._refresh_at

    def _fetch(self, *, fresh: bool) -> None:
        if not self._fetching:
            self._fetching = True
            self.context.effects.append(FetchToken(fresh))

    def _authenticate(self, token: str) -> None:
        self.requests.urge({"type": "auth", "token": token}, self._authenticated)

    def _authenticated(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.context.emit(ErrorOccurred(outcome.error))
            self.failed(connected=True)
            return
        ttl_ms = outcome.frame.get("tokenTtlMs")
        self.accepted(ttl_ms if isinstance(ttl_ms, int | float) else None)

    def _refresh_after(self, ttl_ms: float) -> float:
        wait = max(ttl_ms - max(LEAD_MS, ttl_ms * LEAD_PART), ttl_ms / 2)
        return max(LEAST_MS, wait * self.context.between(0.95, 1.05))
