"""Webhooks: deliveries that are signed as Standard Webhooks says, for receivers and their tests."""

from parlance_runtime.webhooks.sign_webhook import sign_webhook
from parlance_runtime.webhooks.verify_webhook import TOLERANCE, Webhook, verify_webhook
from parlance_runtime.webhooks.webhook_error import WebhookError, WebhookErrorCode

__all__ = ["TOLERANCE", "Webhook", "WebhookError", "WebhookErrorCode", "sign_webhook", "verify_webhook"]
