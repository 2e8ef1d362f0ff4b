"""How a client is set up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import TypedDict

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.client.clock import Clock
    from parlance_runtime.client.hooks import Hooks
    from parlance_runtime.credentials.credentials import Credentials

TokenCallback: TypeAlias = Callable[[], str]
AsyncTokenCallback: TypeAlias = Callable[[], str | Awaitable[str]]


class SharedOptions(TypedDict, total=False):
    """What sync and async clients take alike.

    What is left out comes from the environment (`<PREFIX>_URL`, `_TOKEN`, and for the Parlance platform `_CLIENT_ID`,
    `_CLIENT_SECRET`), then from the contract. Any credential given here makes the environment's void, but for the
    missing half of `client_id` and `client_secret`.
    """

    url: str | None
    """Base URL; `host` and `host:port` mean https."""
    credentials: Credentials | None
    """Bearer tokens that are renewed, e.g. `application_credentials(…)`; instead of `token`."""
    client_id: str | None
    """Id of the application. For APIs whose contract says `x-parlance-application-tokens`; refused for others."""
    client_secret: str | None
    """The application's secret (`plsk_…`); tokens of 60 s are signed with it here. For backends only."""
    username: str | None
    """For basic authentication, with `password`; either may be empty."""
    password: str | None
    """Default: empty."""
    api_key: str | Mapping[str, str] | None
    """For APIs with keys: the key, or the keys by name of the security scheme."""
    server_variables: Mapping[str, str]
    """Values of the variables in the contract's server URL."""
    timeout: float
    """Seconds for a call, retries and body included. Default: 60. `math.inf` = no limit."""
    attempt_timeout: float | None
    """Seconds for one attempt. Default: what is left of `timeout`."""
    retries: int
    """How often a failed call is sent again. Default: 2."""
    headers: Mapping[str, str]
    """Headers of every call."""
    validate: bool
    """Whether an answer that breaks the contract is a `ValidationError`. Default: no, what does not fit its type stays
    as it came."""
    hooks: Hooks | Sequence[Hooks]
    clock: Clock
    """Default: the machine's clock."""


class ClientOptions(SharedOptions, total=False):
    """How a sync client is set up."""

    token: str | TokenCallback | None
    """A bearer token, or a callback that gets one."""
    http_client: httpx.Client | None
    """Sends the requests; the application closes it. Default: one of the client's own."""


class AsyncClientOptions(SharedOptions, total=False):
    """How an async client is set up."""

    token: str | AsyncTokenCallback | None
    """A bearer token, or a callback that gets one; it may be a coroutine function."""
    http_client: httpx.AsyncClient | None
    """Sends the requests; the application closes it. Default: one of the client's own."""
