"""Everything a call needs to know of its client."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parlance_runtime.client.base_url import base_url
from parlance_runtime.client.clock import SYSTEM_CLOCK, Clock
from parlance_runtime.client.hooks import Hooks
from parlance_runtime.client.settings import bearer_of, server_of
from parlance_runtime.credentials.credentials import Credentials
from parlance_runtime.descriptor import SecurityScheme
from parlance_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from parlance_runtime.client.options import AsyncTokenCallback, SharedOptions
    from parlance_runtime.client.setup import ClientSetup

DEFAULT_TIMEOUT = 60.0
DEFAULT_RETRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything a call needs to know of its client. Holds credentials, so it never leaves the runtime."""

    url: str
    operation_servers: bool
    """Whether operations with a server of their own are sent there: only when the URL is the contract's."""
    bearer: Credentials | None = field(repr=False)
    basic: tuple[str, str] | None = field(repr=False)
    api_key: str | Mapping[str, str] | None = field(repr=False)
    security: Mapping[str, SecurityScheme] | None
    headers: Mapping[str, str] = field(repr=False)
    timeout: float
    attempt_timeout: float | None
    retries: int
    validate: bool
    hooks: Sequence[Hooks]
    clock: Clock


def configure(options: SharedOptions, token: str | AsyncTokenCallback | None, setup: ClientSetup) -> Configuration:
    """Checks the options and fills in what they leave out. Raises `ConfigurationError` that names what to set."""
    url, given = server_of(options.get("url"), options.get("server_variables", {}), setup)
    bearer, basic = bearer_of(options, token, setup)
    hooks = options.get("hooks", ())
    timeout = options.get("timeout", DEFAULT_TIMEOUT)
    attempt_timeout = options.get("attempt_timeout")
    retries = options.get("retries", DEFAULT_RETRIES)
    check_numbers(timeout, attempt_timeout, retries)
    return Configuration(
        url=base_url(url),
        operation_servers=not given,
        bearer=bearer,
        basic=basic,
        api_key=options.get("api_key"),
        security=setup.security,
        headers={
            "User-Agent": f"{setup.product} Python/{platform.python_version()}",
            **options.get("headers", {}),
        },
        timeout=timeout,
        attempt_timeout=attempt_timeout,
        retries=retries,
        validate=options.get("validate", False),
        hooks=(hooks,) if isinstance(hooks, Hooks) else tuple(hooks),
        clock=options.get("clock", SYSTEM_CLOCK),
    )


def check_numbers(timeout: float | None, attempt_timeout: float | None, retries: int | None) -> None:
    """Checks the numbers that clients and calls share. Raises `ConfigurationError`."""
    times = all(time is None or (time > 0 and not math.isnan(time)) for time in (timeout, attempt_timeout))
    if times and (retries is None or (retries >= 0 and retries == int(retries))):
        return
    raise ConfigurationError("`retries` must be a whole number from 0, timeouts must be more than 0 seconds")
