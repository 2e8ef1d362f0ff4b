"""The name of a channel."""

from __future__ import annotations

import re
from collections.abc import Mapping

from parlance_runtime.errors.runtime_errors import ConfigurationError


def channel_name(address: str, parameters: Mapping[str, object]) -> str:
    """Puts the parameters into a channel's address. Raises `ConfigurationError` if one is missing or empty."""

    def value(match: re.Match[str]) -> str:
        given = parameters.get(match[1])
        if given is None or given == "":
            raise ConfigurationError(f"The channel {address} needs the parameter {match[1]}")
        return str(given)

    return re.sub(r"\{([^}]+)\}", value, address)
