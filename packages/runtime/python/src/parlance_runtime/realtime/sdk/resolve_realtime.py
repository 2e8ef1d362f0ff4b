"""What an application left out, from the environment, then from the contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from parlance_runtime.client.base_url import base_url
from parlance_runtime.client.settings import TWO_TOKENS, missing_option, server_of, variables_of
from parlance_runtime.client.setup import ClientSetup
from parlance_runtime.errors.runtime_errors import ConfigurationError

if TYPE_CHECKING:
    from parlance_runtime.credentials.credentials import Credentials
    from parlance_runtime.protocol.frames.frames_gen import ClientInfo
    from parlance_runtime.realtime.sdk.realtime_setup import RealtimeSetup

LIFETIME_SECONDS = 600
"""Connections live long: a token of a minute would be renewed twice a minute."""


def socket_address(url: str | None, variables: Mapping[str, str], setup: RealtimeSetup) -> str:
    """The address of the socket. Raises `ConfigurationError` that names what to set."""
    client = ClientSetup(setup.product, setup.environment, setup.server)
    server, _ = server_of(url, variables, client)
    return base_url(re.sub("^ws(?=s?:)", "http", server, flags=re.IGNORECASE)) + setup.path


def client_info(setup: RealtimeSetup) -> ClientInfo | None:
    """The program, as the contract names it."""
    name, _, version = setup.product.partition("/")
    return {"name": name, "version": version} if version else None


def token_source(
    credentials: Credentials | None,
    client_id: str | None,
    client_secret: str | None,
    *,
    has_token: bool,
    setup: RealtimeSetup,
) -> str | Credentials | None:
    """Where tokens come from, if the application gives none itself. Raises `ConfigurationError`."""
    variable = variables_of(setup.environment)
    application = client_id is not None or client_secret is not None
    if has_token or credentials is not None:
        if application or (has_token and credentials is not None):
            raise ConfigurationError(TWO_TOKENS)
        return credentials
    if not application and (token := variable("TOKEN")) is not None:
        return token
    client_id = client_id if client_id is not None else variable("CLIENT_ID")
    client_secret = client_secret if client_secret is not None else variable("CLIENT_SECRET")
    if client_id is None and client_secret is None:
        return None
    if client_id is None:
        raise missing_option("client_id", "CLIENT_ID", setup.environment)
    if client_secret is None:
        raise missing_option("client_secret", "CLIENT_SECRET", setup.environment)
    from parlance_runtime.credentials.application_credentials import application_credentials

    return application_credentials(client_id=client_id, client_secret=client_secret, lifetime_seconds=LIFETIME_SECONDS)
