"""How an SDK's realtime client is set up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions, RealtimeOptions

if TYPE_CHECKING:
    from parlance_runtime.credentials.credentials import Credentials


class SharedRealtimeSdkOptions(TypedDict, total=False):
    """What an SDK's clients with and without asyncio take alike.

    What is left out comes from the environment (`<PREFIX>_URL`, `_TOKEN`, `_CLIENT_ID`, `_CLIENT_SECRET`), then from
    the contract. Any credential given here makes the environment's void, but for the missing half of `client_id` and
    `client_secret`.
    """

    url: str | None
    """Base URL of the platform, the same as for HTTP; `host` and `host:port` mean TLS."""
    server_variables: Mapping[str, str]
    """Values of the variables in the contract's server URL."""
    credentials: Credentials | None
    """Tokens shared with an HTTP client: `callback_credentials(…)` or `application_credentials(…)`, not `token`."""
    client_id: str | None
    """Id of the application."""
    client_secret: str | None
    """The application's secret (`plsk_…`); tokens of ten minutes are signed with it here. For backends only."""


class AsyncRealtimeSdkOptions(SharedRealtimeSdkOptions, AsyncRealtimeOptions, total=False):
    """How an SDK's realtime client for asyncio is set up."""


class RealtimeSdkOptions(SharedRealtimeSdkOptions, RealtimeOptions, total=False):
    """How an SDK's realtime client for programs without asyncio is set up."""
