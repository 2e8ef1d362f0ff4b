"""One token in memory, renewed before it expires."""

from __future__ import annotations

import inspect
import math
import threading
from typing import TYPE_CHECKING

from parlance_runtime.client.clock import SYSTEM_CLOCK
from parlance_runtime.credentials.token_expiry import token_expiry
from parlance_runtime.errors import ConfigurationError, CredentialsError, ParlanceError

if TYPE_CHECKING:
    import anyio

    from parlance_runtime.client.clock import Clock
    from parlance_runtime.client.options import AsyncTokenCallback

LONGEST_MARGIN = 30.0
"""Tokens are renewed when a fifth of their life is left, at most this many seconds early."""


class TokenCache:
    """Holds one token in memory and gets the next one before it expires, or when the server refuses it.

    However many calls wait, one request for a token is under way. A failure is told to all who wait and tried anew by
    the next call.
    """

    def __init__(self, callback: AsyncTokenCallback, clock: Clock = SYSTEM_CLOCK) -> None:
        self._callback = callback
        self._clock = clock
        self._held: tuple[str, float] | None = None
        self._outcome: str | ParlanceError = ""
        # Counts the requests that came to an end, so that whoever waited for one takes its outcome.
        self._ended = 0
        self._lock = threading.Lock()
        self._async_lock: anyio.Lock | None = None

    def token(self) -> str:
        """The token, asked for anew where it is due. Raises `CredentialsError` when none can be had."""
        ended = self._ended
        if (token := self._current()) is not None:
            return token
        with self._lock:
            if self._ended == ended:
                self._settle(self._fetch())
            return self._result()

    async def token_async(self) -> str:
        """The token, asked for anew where it is due. Raises `CredentialsError` when none can be had."""
        import anyio

        ended = self._ended
        if (token := self._current()) is not None:
            return token
        self._async_lock = lock = self._async_lock or anyio.Lock()
        async with lock:
            if self._ended == ended:
                self._settle(await self._fetch_async())
            return self._result()

    def expire(self, token: str) -> bool:
        """Forgets the token if it is the one that is held; another can always be asked for."""
        if self._held is not None and self._held[0] == token:
            self._held = None
        return True

    def _current(self) -> str | None:
        held = self._held
        return held[0] if held is not None and self._clock.now() < held[1] else None

    def _fetch(self) -> str | ParlanceError:
        try:
            token = self._callback()
        except Exception as error:
            return _failure(error)
        if inspect.isawaitable(token):
            if inspect.iscoroutine(token):
                token.close()
            return ConfigurationError("A sync client needs a `token` callback that is no coroutine function")
        return _checked(token)

    async def _fetch_async(self) -> str | ParlanceError:
        try:
            token = self._callback()
            return _checked(await token if inspect.isawaitable(token) else token)
        except Exception as error:
            return _failure(error)

    def _settle(self, outcome: str | ParlanceError) -> None:
        self._outcome = outcome
        self._held = None if isinstance(outcome, ParlanceError) else (outcome, self._renew_at(outcome))
        self._ended += 1

    def _result(self) -> str:
        if isinstance(self._outcome, ParlanceError):
            raise self._outcome
        return self._outcome

    def _renew_at(self, token: str) -> float:
        expiry = token_expiry(token)
        if expiry is None:
            return math.inf
        return expiry - min(LONGEST_MARGIN, (expiry - self._clock.now()) / 5)


def _checked(token: object) -> str | ParlanceError:
    if isinstance(token, str) and token:
        return token
    return CredentialsError("The token callback gave no token")


def _failure(error: Exception) -> ParlanceError:
    if isinstance(error, ParlanceError):
        return error
    failure = CredentialsError("No token could be had; see the cause", retryable=True)
    failure.__cause__ = error
    return failure


def callback_credentials(callback: AsyncTokenCallback, clock: Clock = SYSTEM_CLOCK) -> TokenCache:
    """Bearer tokens from a callback: one at a time, kept in memory.

    Asked for anew before a JWT expires or when the server refuses it. A coroutine function is for async clients only.
    """
    return TokenCache(callback, clock)
