"""What generated clients and resources extend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from typing_extensions import Self, Unpack

from parlance_runtime.client.async_client import AsyncClient
from parlance_runtime.client.call_options import CallOptions
from parlance_runtime.client.client import Client
from parlance_runtime.credentials.create_token import create_token

if TYPE_CHECKING:
    from parlance_runtime.client.options import AsyncClientOptions, ClientOptions
    from parlance_runtime.client.setup import ClientSetup
    from parlance_runtime.credentials.credentials import SignedToken


class SdkClient:
    """What a generated sync client extends."""

    def __init__(self, setup: ClientSetup, **options: Unpack[ClientOptions]) -> None:
        self._client = Client(setup, **options)

    @property
    def url(self) -> str:
        """Base URL of the platform, without a slash at the end."""
        return self._client.url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self.url!r})"

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        options: CallOptions | None = None,
    ) -> object:
        """Makes a call that no method stands for, with the client's URL, credentials, retries, timeouts and errors."""
        return self._client.request(method, path, query=query, body=body, options=options)

    def create_token(
        self,
        *,
        lifetime_seconds: int | None = None,
        grants: Sequence[object] | None = None,
        subject: str | None = None,
        member: Mapping[str, object] | None = None,
    ) -> SignedToken:
        """Signs a token for somebody else with the application's credentials, without a call.

        `lifetime_seconds`: 1 to 3600, default 60. `grants`: what the token allows; left out = all that the application
        may do. `subject`: the user it stands for. `member`: what others see of the user. Raises `CredentialsError` when
        the client has no application's credentials.
        """
        return create_token(
            self._client, lifetime_seconds=lifetime_seconds, grants=grants, subject=subject, member=member
        )

    def close(self) -> None:
        """Closes the connections and refuses new calls with an `AbortError` (`client_closed`)."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncSdkClient:
    """What a generated async client extends."""

    def __init__(self, setup: ClientSetup, **options: Unpack[AsyncClientOptions]) -> None:
        self._client = AsyncClient(setup, **options)

    @property
    def url(self) -> str:
        """Base URL of the platform, without a slash at the end."""
        return self._client.url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self.url!r})"

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        options: CallOptions | None = None,
    ) -> object:
        """Makes a call that no method stands for, with the client's URL, credentials, retries, timeouts and errors."""
        return await self._client.request(method, path, query=query, body=body, options=options)

    def create_token(
        self,
        *,
        lifetime_seconds: int | None = None,
        grants: Sequence[object] | None = None,
        subject: str | None = None,
        member: Mapping[str, object] | None = None,
    ) -> SignedToken:
        """Signs a token for somebody else with the application's credentials, without a call.

        `lifetime_seconds`: 1 to 3600, default 60. `grants`: what the token allows; left out = all that the application
        may do. `subject`: the user it stands for. `member`: what others see of the user. Raises `CredentialsError` when
        the client has no application's credentials.
        """
        return create_token(
            self._client, lifetime_seconds=lifetime_seconds, grants=grants, subject=subject, member=member
        )

    async def close(self) -> None:
        """Closes the connections and refuses new calls with an `AbortError` (`client_closed`)."""
        await self._client.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class Resource:
    """What generated resources extend: operations of one kind of thing, e.g. `client.rooms`."""

    def __init__(self, client: Client) -> None:
        self._client = client


class AsyncResource:
    """What generated async resources extend."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
