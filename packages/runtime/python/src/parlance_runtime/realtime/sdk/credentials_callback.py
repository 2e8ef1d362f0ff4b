"""Credentials as a session asks for tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlance_runtime.credentials.credentials import Credentials


class CredentialsCallback:
    """Credentials as a session asks for tokens: only for what it has not had, so the one from before is worn out."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._last: str | None = None

    def token(self) -> str:
        """A token for a client without asyncio."""
        token = self._credentials.token()
        if token == self._last and self._credentials.expire(token):
            token = self._credentials.token()
        self._last = token
        return token

    async def token_async(self) -> str:
        """A token for a client with asyncio."""
        token = await self._credentials.token_async()
        if token == self._last and self._credentials.expire(token):
            token = await self._credentials.token_async()
        self._last = token
        return token
