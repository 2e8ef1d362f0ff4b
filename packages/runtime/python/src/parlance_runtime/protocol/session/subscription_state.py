"""Where a subscription stands. It survives reconnects: from `subscribed` it goes to `resubscribing` and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position
    from parlance_runtime.protocol.session.session_error import SessionError


@dataclass(frozen=True, slots=True)
class SubscribingState:
    """It is asked for."""

    status: Literal["subscribing"] = "subscribing"


@dataclass(frozen=True, slots=True)
class SubscribedState:
    """It holds."""

    position: Position
    """Where it begins."""
    recovered: Literal["yes", "no", "none"]
    """Whether what was missed comes wholly; `none`: nothing was asked for."""
    status: Literal["subscribed"] = "subscribed"


@dataclass(frozen=True, slots=True)
class ResubscribingState:
    """It is asked for again, from where it stood."""

    position: Position | None
    error: SessionError | None = None
    """Why, if it was refused or withdrawn."""
    status: Literal["resubscribing"] = "resubscribing"


@dataclass(frozen=True, slots=True)
class UnsubscribedState:
    """Ended: by `unsubscribe` without an error, refused or withdrawn with one. Final."""

    error: SessionError | None = None
    status: Literal["unsubscribed"] = "unsubscribed"


SubscriptionState: TypeAlias = "SubscribingState | SubscribedState | ResubscribingState | UnsubscribedState"
"""Where a subscription stands; `status` tells the states apart."""
