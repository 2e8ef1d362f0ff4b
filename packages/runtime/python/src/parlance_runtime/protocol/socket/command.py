"""What the application asks of a socket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.message import Message


@dataclass(frozen=True, slots=True)
class Connect:
    """Connect now and not at the first use."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send a message; `Settle` follows with the id."""

    id: int
    message: Message
    bytes: int
    reply: bool
    """It settles when it is answered."""
    restoring: bool
    """It belongs to what is sent before all else."""
    timeout_ms: float | None


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for it any more; what was not sent is not."""

    id: int


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Ask for what the payload names, now and after every opening."""

    subscription: int
    payload: object


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Nobody reads it any more."""

    subscription: int


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """A message with an `acknowledge` was handled."""

    connection: int
    message: Message


@dataclass(frozen=True, slots=True)
class Close:
    """Close the socket for good."""


SocketCommand: TypeAlias = "Connect | Send | Cancel | Subscribe | Unsubscribe | Acknowledge | Close"
"""What the application asks of a socket."""
