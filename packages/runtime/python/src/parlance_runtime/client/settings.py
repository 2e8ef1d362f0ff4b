"""What an application left out, from the environment, then from the contract."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from parlance_runtime.credentials.credentials import Credentials, StaticToken
from parlance_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from parlance_runtime.client.options import AsyncTokenCallback, SharedOptions
    from parlance_runtime.client.setup import ClientSetup, Server

TWO_TOKENS = "Set one of `token`, `credentials`, and `client_id` with `client_secret`: each gives the bearer token"
NO_APPLICATIONS = (
    "`client_id` and `client_secret` sign tokens of the Parlance platform, which this API does not take: "
    "set `token`, `api_key`, or `username` with `password`"
)

Variable = Callable[[str], str | None]


def variables_of(prefix: str | None) -> Variable:
    """Reads `<PREFIX>_<name>` of the environment; empty counts as not set, and so does everything without a prefix."""
    return lambda name: None if prefix is None else os.environ.get(f"{prefix}_{name}") or None


def server_of(url: str | None, variables: Mapping[str, str], setup: ClientSetup) -> tuple[str, bool]:
    """The base URL, and whether it was given rather than the contract's own.

    Raises `ConfigurationError` if there is none.
    """
    chosen = url or variables_of(setup.environment)("URL")
    if chosen is not None:
        return chosen, True
    if setup.server is None:
        raise missing_option("url", "URL", setup.environment)
    return _fill(setup.server, variables), False


def _fill(server: Server, given: Mapping[str, str]) -> str:
    values = {**server.variables, **given}

    def value(match: re.Match[str]) -> str:
        if match[1] in values:
            return values[match[1]]
        raise ConfigurationError(f'The server\'s URL needs a value: set `server_variables["{match[1]}"]`')

    return re.sub(r"\{([^}]+)\}", value, server.url)


def missing_option(option: str, suffix: str, prefix: str | None) -> ConfigurationError:
    """The error of an option that neither the application nor the environment gives."""
    variable = "" if prefix is None else f" or the environment variable {prefix}_{suffix}"
    return ConfigurationError(f"The client is not set up: set `{option}`{variable}")


def bearer_of(
    options: SharedOptions, token: str | AsyncTokenCallback | None, setup: ClientSetup
) -> tuple[Credentials | None, tuple[str, str] | None]:
    """What gives bearer tokens, and the user and password of basic authentication. Raises `ConfigurationError`."""
    credentials, username, password = options.get("credentials"), options.get("username"), options.get("password")
    client_id, client_secret = options.get("client_id"), options.get("client_secret")
    variable = variables_of(setup.environment)
    basic = None if username is None else (username, password or "")
    application = client_id is not None or client_secret is not None
    if application and not setup.application_tokens:
        raise ConfigurationError(NO_APPLICATIONS)
    if token is not None:
        if application or credentials is not None:
            raise ConfigurationError(TWO_TOKENS)
        return _token_credentials(token, options), basic
    if not application:
        if any(given is not None for given in (credentials, username, password, options.get("api_key"))):
            return credentials, basic
        if (from_environment := variable("TOKEN")) is not None:
            return _token_credentials(from_environment, options), basic
    if not setup.application_tokens:
        return credentials, basic
    client_id = client_id if client_id is not None else variable("CLIENT_ID")
    client_secret = client_secret if client_secret is not None else variable("CLIENT_SECRET")
    if client_id is None and client_secret is None:
        return credentials, basic
    if client_id is None:
        raise missing_option("client_id", "CLIENT_ID", setup.environment)
    if client_secret is None:
        raise missing_option("client_secret", "CLIENT_SECRET", setup.environment)
    return (
        credentials or _application(client_id, client_secret, options),
        (client_id if username is None else username, client_secret if password is None else password),
    )


def _token_credentials(token: str | AsyncTokenCallback, options: SharedOptions) -> Credentials:
    if isinstance(token, str):
        if re.fullmatch(r"[\x21-\x7e]+", token):
            return StaticToken(token)
        raise ConfigurationError("`token` must be a token without spaces")
    from parlance_runtime.client.clock import SYSTEM_CLOCK
    from parlance_runtime.credentials.token_cache import TokenCache

    return TokenCache(token, options.get("clock", SYSTEM_CLOCK))


def _application(client_id: str, client_secret: str, options: SharedOptions) -> Credentials:
    from parlance_runtime.client.clock import SYSTEM_CLOCK
    from parlance_runtime.credentials.application_credentials import application_credentials

    clock = options.get("clock", SYSTEM_CLOCK)
    return application_credentials(client_id=client_id, client_secret=client_secret, clock=clock)
