"""How clients of sockets are set up. Times are in seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

if TYPE_CHECKING:
    import ssl

    from parlance_runtime.realtime.timers import Timers


class SocketToken(NamedTuple):
    """A token, and when it ends if it does not say so itself as a JWT does."""

    token: str
    expires_at: float | None = None
    """Seconds since 1970."""


SocketTokenCallback: TypeAlias = "Callable[[], str | SocketToken]"
"""Gets a token before each opening. It may block."""

AsyncSocketTokenCallback: TypeAlias = "Callable[[], str | SocketToken | Awaitable[str | SocketToken]]"
"""Gets a token before each opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatOptions:
    """How the connection is kept alive."""

    interval: float
    """Seconds between two signs of life."""
    timeout: float
    """Seconds of silence after one of them, after which the connection is given up and made anew."""
    message: tuple[str, object] | None = None
    """Name and payload of what is sent. `None`: pings of the WebSocket protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketBackoff:
    """Bounds of the wait between attempts, in seconds."""

    min: float = 0.4
    max: float = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketQueue:
    """What waits at most while there is no connection; beyond it `queue_full`."""

    messages: int = 1_000
    bytes: int = 1_048_576


class SharedSocketsOptions(TypedDict, total=False):
    """What clients with and without asyncio take alike."""

    url: str
    """The server's URL, in place of the document's. Needed where the document has none."""
    variables: Mapping[str, str]
    """Values of the variables in the document's server URL."""
    protocols: Sequence[str]
    """Sub-protocols to offer. Default: none."""
    headers: Mapping[str, str]
    """Headers of the request that opens a connection."""
    heartbeat: HeartbeatOptions | Literal[False]
    """Default: what the document says (`x-parlance-heartbeat`), else none. `False`: none."""
    backoff: SocketBackoff
    """How long to wait between attempts."""
    queue: SocketQueue
    """What waits while there is no connection."""
    tls: ssl.SSLContext
    """What `wss` is checked against. Default: the system's certificates."""
    clock: Timers
    """For tests: `VirtualClock` of `parlance_runtime.testing`."""


class AsyncSocketsOptions(SharedSocketsOptions, total=False):
    """How a client for asyncio is set up, for all its sockets or for one."""

    token: str | AsyncSocketTokenCallback
    """The token, or what gets one before each opening. Needed where the document says where it goes."""


class SocketsOptions(SharedSocketsOptions, total=False):
    """How a client for programs without asyncio is set up, for all its sockets or for one."""

    token: str | SocketTokenCallback
    """The token, or what gets one before each opening, in a thread of its own. Needed where the document wants it."""


class ReadOptions(TypedDict, total=False):
    """How messages are read one by one."""

    buffer: int
    """Most messages that wait for their reader. Default: 1,000."""
    overflow: Literal["fail", "drop-oldest"]
    """What a full buffer does: end the iteration with `buffer_exceeded` (default), or drop the oldest message."""
