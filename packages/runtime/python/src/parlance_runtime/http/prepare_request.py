"""One call written out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from parlance_runtime.http.encode_body import EncodedBody, encode_body
from parlance_runtime.http.prepare_headers import HeaderEntry, header_parameters
from parlance_runtime.http.prepare_target import prepare_target
from parlance_runtime.models.encode import to_json

if TYPE_CHECKING:
    from parlance_runtime.client.call_options import CallOptions
    from parlance_runtime.client.configuration import Configuration
    from parlance_runtime.descriptor import Operation

ONCE_ONLY = frozenset({"POST", "PATCH"})
"""The methods of contracts that may not be sent again by themselves; the others are safe or idempotent (RFC 9110
section 9.2)."""


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """One call written out, without credentials: the same for all its attempts."""

    method: str
    url: str
    headers: tuple[HeaderEntry, ...]
    """Header entries, later ones winning."""
    body: EncodedBody | None
    repeatable: bool
    """Whether sending it twice does the same as sending it once."""


def prepare_request(
    operation: Operation,
    values: Mapping[str, object],
    *,
    configuration: Configuration,
    options: CallOptions,
    url: str | None,
) -> PreparedRequest:
    """Writes a call. Raises `ValidationError` or `ConfigurationError` for what cannot be written."""
    body = encode_body(operation, values.get("body"), options.content_type)
    texts = {key: to_json(value) for key, value in values.items() if key != "body"}
    idempotency, key = operation.idempotency_header, options.idempotency_key
    headers: tuple[HeaderEntry, ...] = (
        ("Accept", operation.accept or "application/json"),
        ("Accept-Encoding", "gzip, deflate"),
        *configuration.headers.items(),
        ("Content-Type", body.content_type if body is not None else None),
        *(() if idempotency is None else ((idempotency, str(uuid.uuid4())),)),
        *header_parameters(operation, texts),
        (idempotency or "Idempotency-Key", key),
        ("Request-Id", options.request_id),
        *(options.headers or {}).items(),
    )
    return PreparedRequest(
        method=operation.method,
        url=url or _base(operation, configuration) + prepare_target(operation, texts),
        headers=headers,
        body=body,
        repeatable=(body is None or body.replayable)
        and (idempotency is not None or key is not None or operation.method not in ONCE_ONLY),
    )


def _base(operation: Operation, configuration: Configuration) -> str:
    if not configuration.operation_servers or operation.server is None:
        return configuration.url
    return urljoin(f"{configuration.url}/", operation.server).rstrip("/")
