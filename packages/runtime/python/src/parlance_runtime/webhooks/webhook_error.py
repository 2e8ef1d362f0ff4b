"""Deliveries that are refused."""

from __future__ import annotations

from typing import Literal

from parlance_runtime.errors import ParlanceError

WebhookErrorCode = Literal[
    "webhook_header_malformed",
    "webhook_header_missing",
    "webhook_signature_invalid",
    "webhook_too_new",
    "webhook_too_old",
]


class WebhookError(ParlanceError):
    """A delivery that cannot be trusted: answer it with 400 and do nothing else.

    Codes: `webhook_header_missing` and `webhook_header_malformed` for what is no delivery, `webhook_too_old` and
    `webhook_too_new` for one that may have been recorded and sent again, or a clock that is wrong, and
    `webhook_signature_invalid`.
    """

    def __init__(self, message: str, *, code: WebhookErrorCode) -> None:
        super().__init__(message, code=code)
