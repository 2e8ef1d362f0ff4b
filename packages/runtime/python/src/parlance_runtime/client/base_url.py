"""The URL that calls begin with."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parlance_runtime.errors import ConfigurationError

_BASE_URL = re.compile(r"https?://[^/?#@\s]+(/[^?#\s]*)?", re.IGNORECASE)


def base_url(given: str) -> str:
    """The base URL without a slash at the end; `host` and `host:port` mean https.

    Raises `ConfigurationError` for anything but http and https, and for credentials, a query or a fragment in it.
    """
    absolute = given if "://" in given else f"https://{given}"
    if _BASE_URL.fullmatch(absolute) and _has_host(absolute):
        return absolute.rstrip("/")
    raise ConfigurationError("`url` must be an absolute http or https URL without credentials, query or fragment")


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False


def origin(url: str) -> str:
    """Scheme, host and port of a URL, as far as errors and logs may show it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
