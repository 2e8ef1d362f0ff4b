"""Requests that the contract does not describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parlance_runtime.descriptor import Body, Operation, Parameter

if TYPE_CHECKING:
    from parlance_runtime.client.call_options import CallOptions


def operation_of(method: str, path: str, query: Mapping[str, object], options: CallOptions) -> Operation:
    """The operation that such a request would be."""
    return Operation(
        id=f"{method} {path}",
        method=method,
        path=path,
        accept="application/json, */*;q=0.9",
        parameters=tuple(Parameter(key, "query") for key in query),
        bodies=(Body(options.content_type or "application/json", "json"),),
    )
