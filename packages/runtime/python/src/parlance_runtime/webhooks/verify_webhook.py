"""Verification of deliveries."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from parlance_runtime.client.clock import SYSTEM_CLOCK, Clock
from parlance_runtime.errors import ConfigurationError, DecodeError
from parlance_runtime.models.decode import decode_json
from parlance_runtime.webhooks.webhook_error import WebhookError
from parlance_runtime.webhooks.webhook_key import webhook_digest

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")

TOLERANCE = 300
"""Seconds by which a delivery may be older or newer than the receiver's clock."""

LONGEST_SIGNATURES = 1024
"""Characters of `webhook-signature`, as the contract has it."""

_TIMESTAMP = re.compile(r"[0-9]{1,15}")
_SIGNATURE = re.compile(r"v1,([A-Za-z0-9+/]{43}=)")


@dataclass(frozen=True, slots=True)
class Webhook(Generic[T]):
    """A delivery that is what the platform sent."""

    id: str
    """Id of the event, the same on every attempt: keep it for ten minutes to recognise doubles."""
    timestamp: datetime
    """When this attempt was made."""
    event: T


def verify_webhook(
    body: bytes | str,
    headers: Mapping[str, str],
    secrets: str | Sequence[str],
    event: TypeForm[T] = object,
    *,
    tolerance: float = TOLERANCE,
    clock: Clock = SYSTEM_CLOCK,
) -> Webhook[T]:
    """Verifies a delivery (Standard Webhooks 1.0) and reads its event.

    `body` is the body as it came, before anything parsed it. `secrets`: those of the endpoint, several while they are
    replaced. `event`: the type to read it as, e.g. the SDK's `Event`. `tolerance`: seconds.

    Raises `WebhookError` for a delivery that cannot be trusted, `DecodeError` for one whose body is no JSON, and
    `ConfigurationError` for a secret that is none.
    """
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else bytes(body)
    given = {name.lower(): value for name, value in headers.items()}
    identity, timestamp, signatures = (
        _header(given, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    if not _TIMESTAMP.fullmatch(timestamp) or len(signatures) > LONGEST_SIGNATURES:
        raise WebhookError("The headers of the webhook are malformed", code="webhook_header_malformed")
    _check_age(int(timestamp), clock.now(), tolerance)
    keys = [secrets] if isinstance(secrets, str) else list(secrets)
    if not keys:
        raise ConfigurationError("Verifying webhooks needs the secret of the endpoint")
    digests = [webhook_digest(secret, identity, timestamp, data) for secret in keys]
    if not _fits(digests, signatures):
        raise WebhookError("No signature of the webhook fits", code="webhook_signature_invalid")
    return Webhook(identity, datetime.fromtimestamp(int(timestamp), timezone.utc), cast("T", _read(event, data)))


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "")
    if value == "":
        raise WebhookError(f"The webhook has no header `{name}`", code="webhook_header_missing")
    return value


def _check_age(timestamp: int, now: float, tolerance: float) -> None:
    if now - timestamp > tolerance:
        raise WebhookError("The webhook is too old; it may have been sent before", code="webhook_too_old")
    if timestamp - now > tolerance:
        raise WebhookError("The webhook is from the future; see whether the clock is right", code="webhook_too_new")


def _fits(digests: Sequence[bytes], signatures: str) -> bool:
    """Whether one of the signatures fits, in a time that does not tell which or how far."""
    matches = [_SIGNATURE.fullmatch(entry) for entry in signatures.split(" ")]
    given = [b64decode(match[1]) for match in matches if match]
    return any([hmac.compare_digest(digest, each) for digest in digests for each in given])  # noqa: C419


def _read(event: object, data: bytes) -> object:
    try:
        return decode_json(event, data, operation=None, validate=False)
    except ValueError as error:
        raise DecodeError("The webhook is no JSON", text=data.decode("utf-8", "replace")) from error
