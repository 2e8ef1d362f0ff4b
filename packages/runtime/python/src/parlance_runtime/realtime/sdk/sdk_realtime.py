"""What generated realtime clients extend."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from typing_extensions import Unpack

from parlance_runtime.client.check_names import check_names
from parlance_runtime.realtime.async_realtime import AsyncRealtime
from parlance_runtime.realtime.blocking.realtime import Realtime
from parlance_runtime.realtime.sdk.credentials_callback import CredentialsCallback
from parlance_runtime.realtime.sdk.realtime_sdk_options import AsyncRealtimeSdkOptions, RealtimeSdkOptions
from parlance_runtime.realtime.sdk.resolve_realtime import client_info, socket_address, token_source

if TYPE_CHECKING:
    from parlance_runtime.credentials.credentials import Credentials
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions, RealtimeOptions
    from parlance_runtime.realtime.sdk.realtime_sdk_options import SharedRealtimeSdkOptions
    from parlance_runtime.realtime.sdk.realtime_setup import RealtimeSetup

_OWN = ("url", "server_variables", "credentials", "client_id", "client_secret")


class AsyncSdkRealtime(AsyncRealtime):
    """What a generated realtime client for asyncio extends. Raises `ConfigurationError` that names what to set."""

    def __init__(self, setup: RealtimeSetup, **options: Unpack[AsyncRealtimeSdkOptions]) -> None:
        check_names(options, AsyncRealtimeSdkOptions.__optional_keys__)
        address, source = _resolve(options, setup, has_token=options.get("token") is not None)
        made = cast("AsyncRealtimeOptions", _others(options, setup))
        if source is not None:
            made["token"] = source if isinstance(source, str) else CredentialsCallback(source).token_async
        super().__init__(address, **made)


class SdkRealtime(Realtime):
    """What a generated realtime client for programs without asyncio extends.

    Raises `ConfigurationError` that names what to set.
    """

    def __init__(self, setup: RealtimeSetup, **options: Unpack[RealtimeSdkOptions]) -> None:
        check_names(options, RealtimeSdkOptions.__optional_keys__)
        address, source = _resolve(options, setup, has_token=options.get("token") is not None)
        made = cast("RealtimeOptions", _others(options, setup))
        if source is not None:
            made["token"] = source if isinstance(source, str) else CredentialsCallback(source).token
        super().__init__(address, **made)


def _resolve(
    options: SharedRealtimeSdkOptions, setup: RealtimeSetup, *, has_token: bool
) -> tuple[str, str | Credentials | None]:
    address = socket_address(options.get("url"), options.get("server_variables", {}), setup)
    source = token_source(
        options.get("credentials"),
        options.get("client_id"),
        options.get("client_secret"),
        has_token=has_token,
        setup=setup,
    )
    return address, source


def _others(options: SharedRealtimeSdkOptions, setup: RealtimeSetup) -> dict[str, object]:
    """What the client itself takes."""
    info = client_info(setup)
    return {
        **({} if info is None else {"client": info}),
        **{name: option for name, option in options.items() if name not in _OWN},
    }
