"""What gives bearer tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from datetime import datetime


class SignedToken(NamedTuple):
    """A signed token and its end."""

    token: str
    expires_at: datetime


class Credentials(Protocol):
    """Gives bearer tokens; the runtime asks before each attempt."""

    def token(self) -> str:
        """The token to send, for sync clients. May be asked by many threads while a token is on its way."""
        ...

    async def token_async(self) -> str:
        """The token to send, for async clients. May be asked by many tasks while a token is on its way."""
        ...

    def expire(self, token: str) -> bool:
        """Told that the server refused `token` as expired.

        Answers whether another one can be had; the runtime then asks for it, once.
        """
        ...


@runtime_checkable
class TokenSigner(Protocol):
    """Credentials that sign tokens for somebody else (`application_credentials`)."""

    def create_token(
        self,
        *,
        lifetime_seconds: int | None = None,
        grants: Sequence[object] | None = None,
        subject: str | None = None,
        member: Mapping[str, object] | None = None,
    ) -> SignedToken:
        """Signs a token without a call, for a browser or a device of the application's user.

        `lifetime_seconds`: 1 to 3600, default 60. `grants`: what the token allows; left out = all that the application
        may do. `subject`: the user it stands for (`sub`). `member`: what others see of the user, e.g. in presence.
        """
        ...


class StaticToken:
    """One token for the client's whole life."""

    def __init__(self, token: str) -> None:
        self._token = token

    def token(self) -> str:
        """The token."""
        return self._token

    async def token_async(self) -> str:
        """The token."""
        return self._token

    def expire(self, token: str) -> bool:
        """There is no other."""
        del token
        return False
