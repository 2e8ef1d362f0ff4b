"""What the contract says about all its operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from parlance_runtime.descriptor import SecurityScheme


class Server(NamedTuple):
    """URL of the contract's first server with `{variables}`, and their defaults."""

    url: str
    variables: Mapping[str, str] = {}


class ClientSetup(NamedTuple):
    """What the contract says about all its operations; generated code hands it to its client."""

    product: str = "parlance-runtime"
    """Name and version of the SDK for `User-Agent`, e.g. `parlance-sdk/0.1.0`."""
    environment: str | None = None
    """Prefix of the environment variables, e.g. `PARLANCE`. `None` = the environment is not read."""
    server: Server | None = None
    security: Mapping[str, SecurityScheme] | None = None
    """The security schemes by name. `None` = every scheme is a bearer token."""
    application_tokens: bool = False
    """Whether applications sign tokens themselves, as those of the Parlance platform do; else `client_id` and
    `client_secret` are refused."""
