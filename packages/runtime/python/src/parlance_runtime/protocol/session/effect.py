"""What the driver does for the session, in this order.

The session has no socket, timer or clock of its own: it asks. `transport` numbers the transports of a session from 1;
what concerns an older one is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame
    from parlance_runtime.protocol.session.session_event import SessionEvent


@dataclass(frozen=True, slots=True)
class Open:
    """Open a transport and report `Opened`, or `Closed` if that fails. There is never more than one."""

    transport: int
    url: str | None
    """Where to connect instead of the usual address."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send a frame. Frames of one batch of effects may travel together."""

    transport: int
    frame: ClientFrame


@dataclass(frozen=True, slots=True)
class CloseTransport:
    """Close the transport and forget it: nothing of it is reported any more, and nobody waits for it."""

    transport: int
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class FetchToken:
    """Get a token and report `TokenFetched` or `TokenFailed`."""

    fresh: bool
    """The last one was refused or runs out: no cached one will do."""


@dataclass(frozen=True, slots=True)
class Wake:
    """Call `tick` at this time, in place of any time asked for before."""

    at: float | None
    """Milliseconds, the same clock as `now`. `None` = not at all."""


@dataclass(frozen=True, slots=True)
class Emit:
    """Tell the application."""

    event: SessionEvent


Effect: TypeAlias = "Open | Send | CloseTransport | FetchToken | Wake | Emit"
"""What the driver does for the session."""
