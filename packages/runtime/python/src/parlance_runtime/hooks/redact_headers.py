"""Headers for logs."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SECRET = re.compile("authorization|cookie|token|secret|password|api-?key|signature", re.IGNORECASE)


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers for logs; the values of those that hold credentials are replaced."""
    return {name: "[redacted]" if _SECRET.search(name) else value for name, value in headers.items()}
