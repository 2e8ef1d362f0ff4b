"""The address of a socket."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parlance_runtime.errors.runtime_errors import ConfigurationError

_SOCKET_URL = re.compile(r"(ws|http)s?://[^/?#@\s]+([/?][^#\s]*)?", re.IGNORECASE)


def socket_url(given: str) -> str:
    """The address as given, checked.

    Raises `ConfigurationError` for anything but an absolute ws, wss, http or https URL, and for credentials or a
    fragment in it.
    """
    if _SOCKET_URL.fullmatch(given) and has_host(given):
        return given
    raise ConfigurationError("`url` must be an absolute ws, wss, http or https URL without credentials or fragment")


def has_host(url: str) -> bool:
    """Whether the address can be read as one."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False
