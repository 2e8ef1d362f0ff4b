"""How a realtime client is set up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from parlance_runtime.realtime.check_option import check_number, check_word

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientInfo
    from parlance_runtime.realtime.codec import Codec
    from parlance_runtime.realtime.timers import Timers
    from parlance_runtime.realtime.transports.transport import Transport


class AuthorizeRequest(NamedTuple):
    """Which connection wants to get onto which channel."""

    channel: str
    connection: str
    """The id of the connection, for the back end."""


AsyncAuthorizeCallback: TypeAlias = "Callable[[AuthorizeRequest], str | Awaitable[str]]"
"""Gives the token that lets one connection onto one private or presence channel.

From the application's back end, which asks `channels.authorize`. Called again for a new connection and when the server
refuses the last one as worn out. An error whose `retryable` is false ends the subscription; after any other it is asked
again.
"""

AuthorizeCallback: TypeAlias = "Callable[[AuthorizeRequest], str]"
"""The same, which may block."""

AsyncRealtimeTokenCallback: TypeAlias = "Callable[[], str | Awaitable[str]]"
"""Gives a token.

Asked before the first connection, before the token runs out, and when the server refuses it. An error whose `retryable`
is false, or an `UnauthorizedError`, ends the client (`failed`); after any other failure it is asked again.
"""

RealtimeTokenCallback: TypeAlias = "Callable[[], str]"
"""The same, which may block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackoffOptions:
    """When a connection is tried for again, and how often."""

    min: float = 0.4
    """The least that later retries are spread from, in seconds, until the server says its own."""
    max: float = 20.0
    """The longest wait, in seconds, until the server says its own."""
    attempts: int | None = None
    """After so many attempts in a row that came to nothing the client gives up.

    Its state is `failed`, with the code `attempts_exhausted` and the last failure as the cause. A connection that came
    about begins the count anew. `None`: it never gives up.
    """

    def __post_init__(self) -> None:
        """Raises `ConfigurationError` for what makes no sense."""
        check_number("min", self.min)
        check_number("max", self.max)
        check_number("attempts", self.attempts)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOptions:
    """The bounds of what waits to be sent, and what happens beyond them."""

    messages: int = 1_000
    bytes: int = 1_048_576
    policy: Literal["reject", "drop-oldest", "block"] = "reject"
    """`reject`: the new one fails with `queue_full`. `drop-oldest`: the publish that waited longest fails with it.

    `block`: `publish` waits until there is room, in order.
    """

    def __post_init__(self) -> None:
        """Raises `ConfigurationError` for what makes no sense."""
        check_number("messages", self.messages)
        check_number("bytes", self.bytes)
        check_word("policy", self.policy, ("reject", "drop-oldest", "block"))


class SharedRealtimeOptions(TypedDict, total=False):
    """What clients with and without asyncio take alike."""

    transport: Transport
    """Default: `web_socket()`. `sse()` where no WebSocket gets through."""
    codec: Codec
    """Default: JSON. `CBOR_CODEC` of `parlance_runtime.realtime.cbor` for smaller frames."""
    queue: QueueOptions
    """What waits while there is no connection or it is busy."""
    backoff: BackoffOptions
    """How a connection is tried for again."""
    timeout: float
    """Seconds that a request or publish may take, reconnects included. Default: 30. `math.inf` = no limit."""
    client: ClientInfo
    """The program, for the server's log. Default: this runtime."""
    clock: Timers
    """Default: the machine's clock."""


class AsyncRealtimeOptions(SharedRealtimeOptions, total=False):
    """How a client for asyncio is set up, all of it optional."""

    token: str | AsyncRealtimeTokenCallback | None
    """A token, or a callback that gets one. A token that is refused and all there is ends the client."""
    authorize: AsyncAuthorizeCallback | None
    """For private and presence channels."""


class RealtimeOptions(SharedRealtimeOptions, total=False):
    """How a client for programs without asyncio is set up, all of it optional."""

    token: str | RealtimeTokenCallback | None
    """A token, or a callback that gets one, called in a thread of its own.

    A token that is refused and all there is ends the client.
    """
    authorize: AuthorizeCallback | None
    """For private and presence channels, called in a thread of its own."""


DEFAULT_TIMEOUT = 30.0
"""Seconds that a request may take."""
