"""Gets a token for the session."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING

from parlance_runtime.errors.response_errors import UnauthorizedError
from parlance_runtime.protocol.session.input import TokenFailed, TokenFetched

if TYPE_CHECKING:
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeTokenCallback


async def fetch_token(given: str | AsyncRealtimeTokenCallback | None) -> TokenFetched | TokenFailed:
    """Gets a token for the session, which asks for one at a time and keeps it as long as it will do."""
    if given is None:
        return TokenFetched(None)
    try:
        token = await _call(given) if callable(given) else given
    except Exception as error:
        return TokenFailed("The token callback failed; see the cause", is_refusal(error), error)
    if isinstance(token, str) and token:
        return TokenFetched(token)
    message = "The token callback gave no token" if callable(given) else "The token given is empty"
    return TokenFailed(message, final=True)


async def _call(callback: AsyncRealtimeTokenCallback) -> object:
    token = callback()
    return await token if isawaitable(token) else token


def is_refusal(error: Exception) -> bool:
    """Whether whoever gives tokens has said no, and asking again is no use."""
    return isinstance(error, UnauthorizedError) or getattr(error, "retryable", None) is False
