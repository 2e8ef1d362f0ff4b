"""When a JWT ends."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import cast


def token_expiry(token: str) -> float | None:
    """When a JWT says it expires (RFC 7519 section 4.1.4), in seconds since 1970; `None` for other tokens."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return None
    expiry = cast("dict[str, object]", claims).get("exp") if isinstance(claims, dict) else None
    return float(expiry) if isinstance(expiry, int | float) and not isinstance(expiry, bool) else None
