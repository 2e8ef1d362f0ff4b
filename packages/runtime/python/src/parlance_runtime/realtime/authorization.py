"""The tokens of one subscription to a private or presence channel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from inspect import isawaitable
from typing import TYPE_CHECKING, Protocol

from parlance_runtime.protocol.frames.codes_gen import CREDENTIALS_FAILED
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime.fetch_token import is_refusal
from parlance_runtime.realtime.final_state import end_of
from parlance_runtime.realtime.realtime_error import RealtimeError
from parlance_runtime.realtime.realtime_options import AuthorizeRequest

if TYPE_CHECKING:
    from parlance_runtime.realtime.channel_context import ChannelContext
    from parlance_runtime.realtime.realtime_options import AsyncAuthorizeCallback

LONGEST_WAIT = 20.0


class AuthorizationListener(Protocol):
    """What comes of asking for a token."""

    def authorized(self, token: str | None) -> None:
        """There is one, for the connection that there is now."""
        ...

    def unauthorized(self, error: SessionError) -> None:
        """There is none."""
        ...


class Authorization:
    """The tokens of one subscription to a private or presence channel.

    Each is bound to a connection and short-lived, so a refusal may only mean that it is worn out: after the first the
    next one is got at once, then with growing waits.
    """

    def __init__(
        self, context: ChannelContext, authorize: AsyncAuthorizeCallback, listener: AuthorizationListener
    ) -> None:
        self._context = context
        self._authorize = authorize
        self._listener = listener
        self._refusals = 0
        self._stopped = False
        self._cancel: Callable[[], object] | None = None

    def begin(self) -> None:
        """Gets a token, as soon as there is a connection."""
        if self._refusals < 2:
            self._fetch()
        else:
            wait = min(LONGEST_WAIT, 0.25 * 2**self._refusals)
            self._cancel = self._context.session.later(wait, self._fetch)

    def accepted(self) -> None:
        """The last one did."""
        self._refusals = 0

    def may_try_again(self, error: SessionError) -> bool:
        """The last one did not: tells whether another one may."""
        self._refusals += 1
        ended = end_of(self._context.session.state) is not None
        return not ended and (error.retryable or self._refusals == 1)

    def stop(self) -> None:
        """Gets no more."""
        self._stopped = True
        if self._cancel is not None:
            self._cancel()

    def _fetch(self) -> None:
        self._cancel = self._context.session.spawn(self._run()).cancel

    async def _run(self) -> None:
        try:
            token = await self._token()
        except RealtimeError as error:
            self._cancel = None
            if not self._stopped:
                self._listener.unauthorized(
                    SessionError(error.code, error.message, error.retryable, cause=error.__cause__)
                )
            return
        self._cancel = None
        if not self._stopped:
            self._listener.authorized(token)

    async def _token(self) -> str:
        """Raises a `RealtimeError`."""
        name = self._context.name
        connected = await self._context.session.connected()
        try:
            token = self._authorize(AuthorizeRequest(name, connected.connection))
            return await token if isawaitable(token) else token
        except asyncio.CancelledError:
            raise
        except Exception as cause:
            message = f"The authorisation of {name} failed; see the cause"
            raise RealtimeError(
                SessionError(CREDENTIALS_FAILED.code, message, not is_refusal(cause), cause=cause)
            ) from cause
