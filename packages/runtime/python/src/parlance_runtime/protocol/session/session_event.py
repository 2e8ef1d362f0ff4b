"""What the application is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import (
        CastFrame,
        GapFrame,
        MessageFrame,
        PresenceFrame,
        PresenceMember,
    )
    from parlance_runtime.protocol.session.connection_state import ConnectionState
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState


@dataclass(frozen=True, slots=True)
class StateChanged:
    """The connection's state changed."""

    state: ConnectionState
    previous: ConnectionState


@dataclass(frozen=True, slots=True)
class SubscriptionChanged:
    """A subscription's state changed."""

    subscription: int
    state: SubscriptionState


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """In order, each once: behind a gap something is missing, and never otherwise."""

    subscription: int
    frame: MessageFrame


@dataclass(frozen=True, slots=True)
class GapFound:
    """Messages are missing here."""

    subscription: int
    frame: GapFrame


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """What follows on this subscription is live: everything missed was replayed, or its loss told."""

    subscription: int


@dataclass(frozen=True, slots=True)
class DirectReceived:
    """A message to the user or the connection alone, of the channel that nobody has to subscribe to; or a gap there."""

    frame: MessageFrame | GapFrame


@dataclass(frozen=True, slots=True)
class PresenceSynced:
    """The whole presence of a channel, put together from its pages."""

    channel: str
    members: Sequence[PresenceMember]
    version: int


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Somebody came, changed or left."""

    channel: str
    frame: PresenceFrame


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a request, once."""

    request: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CastReceived:
    """The server calls a method and wants no answer."""

    frame: CastFrame


@dataclass(frozen=True, slots=True)
class ErrorOccurred:
    """Something failed that no request waits for. The session goes on."""

    error: SessionError


@dataclass(frozen=True, slots=True)
class UnknownReceived:
    """A frame of a type that this version does not know."""

    frame: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The server's answer."""

    frame: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Failed:
    """It changed nothing (`failed`), or whether it was carried out cannot be told (`unknown`).

    For a publish, publishing again with the same `publishId` finds out.
    """

    error: SessionError
    status: Literal["failed", "unknown"] = "failed"


Outcome: TypeAlias = "Succeeded | Failed"
"""How a request ended."""


SessionEvent: TypeAlias = """
    StateChanged | SubscriptionChanged | MessageReceived | GapFound | CaughtUp | DirectReceived | PresenceSynced
    | PresenceChanged | Settled | CastReceived | ErrorOccurred | UnknownReceived
"""
"""What the application is told."""
