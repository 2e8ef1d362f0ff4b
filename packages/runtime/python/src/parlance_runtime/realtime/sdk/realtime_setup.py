"""What the contract says about all its channels."""

from __future__ import annotations

from typing import NamedTuple

from parlance_runtime.client.setup import Server


class RealtimeSetup(NamedTuple):
    """What the contract says about all its channels; generated code hands it to its client."""

    product: str = ""
    """Name and version of the SDK, e.g. `parlance-sdk/0.1.0`."""
    environment: str | None = None
    """Prefix of the environment variables, e.g. `PARLANCE`. `None` = the environment is not read."""
    server: Server | None = None
    path: str = ""
    """Path of the socket below the platform's base URL, e.g. `/v1/socket`. Empty = the URL is the socket's own."""
