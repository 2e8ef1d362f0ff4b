"""Signed deliveries, for tests of receivers."""

from __future__ import annotations

from base64 import b64encode

from parlance_runtime.webhooks.webhook_key import webhook_digest


def sign_webhook(body: bytes | str, *, secret: str, id: str, timestamp: int) -> dict[str, str]:  # noqa: A002
    """The headers of a delivery as the platform signs it (Standard Webhooks 1.0), to test a receiver with.

    `timestamp`: seconds since 1970. Raises `ConfigurationError` for a secret that is none.
    """
    data = body.encode() if isinstance(body, str) else body
    digest = webhook_digest(secret, id, str(timestamp), data)
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }
