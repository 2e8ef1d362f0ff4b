"""A message with its payload."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its payload, plain JSON, text or bytes."""

    name: str
    payload: object
    text: str | None = field(default=None, compare=False)
    """What its payload was read from, of a message that came as JSON."""
