"""What the application wants.

`request` and `subscription` are numbers that the driver chooses, each once in the life of a session; what becomes of
them is told under the same number, exactly once for a request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.request import AskBody, SubscribeOptions


@dataclass(frozen=True, slots=True)
class Connect:
    """Connects, if nothing did yet."""


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Lets go of the connection until `Connect`.

    Subscriptions keep their positions, publishes wait, also those that are unanswered, and the server keeps the session
    for its window. Nothing else connects meanwhile.
    """


@dataclass(frozen=True, slots=True)
class Close:
    """Ends the session for good: everything open is settled, the server is told."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Receives the messages of a channel, over all connections."""

    subscription: int
    channel: str
    options: SubscribeOptions


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Ends a subscription."""

    subscription: int


@dataclass(frozen=True, slots=True)
class Hold:
    """Lets what the application asks of this channel wait, in its order, until everyone who holds it has let go.

    While the authorisation that it needs is being renewed. What goes to other channels does not wait for it.
    """

    channel: str


@dataclass(frozen=True, slots=True)
class LetGo:
    """The end of a `Hold`."""

    channel: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Publishes, reads the history, calls a method.

    A `ping` measures the round trip and fails at once while not connected.
    """

    request: int
    body: AskBody
    timeout_ms: float | None
    """Gives up after so long, wherever it is; `None`: never."""
    size: int = 0
    """The size of the encoded frame, for the bounds of the queue."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Sent if connected, dropped otherwise: nobody waits for it."""

    method: str
    params: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """The application no longer waits for a request. A publish that was sent may still be published."""

    request: int


Command: TypeAlias = "Connect | Disconnect | Close | Subscribe | Unsubscribe | Hold | LetGo | Ask | Cast | Cancel"
"""What the application wants."""
