"""How one call is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from parlance_runtime.calls.answer import Sink
    from parlance_runtime.errors import DecodeError

Reconnect = Literal["resume", "always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOptions:
    """How one call is made; what is left out comes from the client."""

    timeout: float | None = None
    """Seconds for the call, retries and body included; for a stream, until it is open. `math.inf` = no limit."""
    attempt_timeout: float | None = None
    """Seconds for one attempt."""
    retries: int | None = None
    """How often a failed call is sent again. 0 = never."""
    headers: Mapping[str, str] | None = None
    """More headers; they win over what the runtime would send, `Authorization` included."""
    idempotency_key: str | None = None
    """Makes an unsafe call repeatable. Default: a random one where the operation declares the header."""
    request_id: str | None = None
    """Sent as `Request-Id`, for servers that take the caller's."""
    content_type: str | None = None
    """Media type of the body, where the operation offers several."""
    validate: bool | None = None
    """Whether an answer that breaks the contract is a `ValidationError`. Default: as the client."""
    sink: Sink | None = field(default=None, repr=False)
    """Set by `with_response` and `raw`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOptions(CallOptions):
    """How a stream is opened and kept. `timeout` and `retries` hold for each opening."""

    reconnect: Reconnect = "resume"
    """Whether a stream of server-sent events that ends is opened again with `Last-Event-ID`, for GET only.

    `"resume"`: after a broken connection when an event id is known, so that nothing is lost; after a regular end when
    the server has named a `retry` time. `"always"`: in any case until the server answers 204; events sent meanwhile may
    be lost. `"never"`: not at all.
    """
    on_malformed: Callable[[DecodeError], None] | None = None
    """Called with an event that is not JSON; the stream goes on. Default: the stream fails with the error."""


DEFAULT_OPTIONS = CallOptions()
DEFAULT_STREAM_OPTIONS = StreamOptions()
