"""What the driver does for a socket, in this order. There is never more than one connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.socket.message import Message
    from parlance_runtime.protocol.socket.socket_state import SocketState


@dataclass(frozen=True, slots=True)
class Sent:
    """It left, or was acknowledged where the document has acknowledgements for it."""

    status: Literal["sent"] = "sent"


@dataclass(frozen=True, slots=True)
class Replied:
    """It was answered."""

    message: Message
    status: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing came of it."""

    error: SessionError
    status: Literal["failed"] = "failed"


SocketOutcome: TypeAlias = "Sent | Replied | Failed"
"""How a message that was sent fared."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open a connection, with this added to the query and the headers, and report `Opened` or `Closed`."""

    connection: int
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Send a message."""

    connection: int
    message: Message


@dataclass(frozen=True, slots=True)
class Ping:
    """Send a ping of the WebSocket protocol."""

    connection: int


@dataclass(frozen=True, slots=True)
class CloseConnection:
    """Close the connection and forget it: nothing of it is reported any more."""

    connection: int
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Run the application's `restore` and report `Restored` or `RestoreFailed`."""

    connection: int


@dataclass(frozen=True, slots=True)
class FetchToken:
    """Get a token and report `TokenFetched` or `TokenFailed`."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Call `tick` at this time, in place of any asked for before; `None`: not at all."""

    at: float | None


@dataclass(frozen=True, slots=True)
class Deliver:
    """A message came, for the subscriptions named and whoever reads all."""

    connection: int
    message: Message
    subscriptions: Sequence[int]
    acknowledge: Message | None = None
    """To be given back when it was handled."""


@dataclass(frozen=True, slots=True)
class Settle:
    """It is known what became of a message that was sent."""

    id: int
    outcome: SocketOutcome


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The socket stands elsewhere."""

    state: SocketState


SocketEffect: TypeAlias = (
    "Open | SendMessage | Ping | CloseConnection | Restore | FetchToken | Wake | Deliver | Settle | StateChanged"
)
"""What the driver does for a socket."""
