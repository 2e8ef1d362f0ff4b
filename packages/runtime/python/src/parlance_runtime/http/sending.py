"""A call to be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.calls.deadline import Deadline
    from parlance_runtime.calls.flow import Flow
    from parlance_runtime.client.call_options import CallOptions
    from parlance_runtime.client.configuration import Configuration
    from parlance_runtime.descriptor import Operation

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending(Generic[T]):
    """A call to be made."""

    operation: Operation
    values: Mapping[str, object]
    """Path, query, header and cookie parameters by key, and `body`."""
    options: CallOptions
    configuration: Configuration
    read: Callable[[httpx.Response, Deadline], Flow[T]]
    """Reads a success. Runs inside the attempt: a connection that breaks here is tried again like any other."""
    url: str | None = None
    """Whole URL to send to instead of the operation's own, e.g. of the next page."""
