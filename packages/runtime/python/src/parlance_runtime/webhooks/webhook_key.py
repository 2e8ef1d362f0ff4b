"""The keys in the secrets of webhook endpoints."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode

from parlance_runtime.errors import ConfigurationError

PREFIX = "whsec_"


def webhook_digest(secret: str, identity: str, timestamp: str, body: bytes) -> bytes:
    """HMAC-SHA256 of `<id>.<timestamp>.<body>`, keyed with the bytes of the secret (Standard Webhooks 1.0).

    Raises `ConfigurationError` for a secret that is none; it is not shown.
    """
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        key = b""
    if not key:
        raise ConfigurationError("The webhook secret is none: it is `whsec_` and base64, as the platform showed it")
    return hmac.new(key, f"{identity}.{timestamp}.".encode("utf-8", "surrogatepass") + body, hashlib.sha256).digest()
