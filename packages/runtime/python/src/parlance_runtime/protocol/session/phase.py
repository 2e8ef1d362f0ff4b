"""What the session does at the moment to have a connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Resting:
    """Nothing, and nothing is tried."""

    name: Literal["idle", "ended"]


@dataclass(frozen=True, slots=True)
class Attempting:
    """An attempt, which has its time."""

    name: Literal["token", "opening", "greeting"]
    until: float


@dataclass(frozen=True, slots=True)
class Connected:
    """Frames go to and fro."""

    since: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next attempt begins at `until`, and in no case before `floor`."""

    until: float
    floor: float


Phase: TypeAlias = "Resting | Attempting | Connected | Waiting"
"""What the session does at the moment to have a connection."""


def is_open(phase: Phase) -> bool:
    """Whether frames go to and fro."""
    return isinstance(phase, Connected) or (isinstance(phase, Attempting) and phase.name == "greeting")
