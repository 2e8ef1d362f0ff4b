"""One event of a stream with its envelope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class StreamEvent(Generic[Item]):
    """One event of a stream with its envelope."""

    data: Item
    type: str | None
    """Name of the event (`event:` of SSE); `None` when the server gave none."""
    id: str | None
    """Id of the event (`id:` of SSE), from which a broken stream goes on; `None` when the server gave none."""
