"""The time by which something must be over."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parlance_runtime.client.clock import Clock


class Deadline:
    """The time by which something must be over; `math.inf` = never."""

    def __init__(self, clock: Clock, at: float) -> None:
        self._clock = clock
        self.at = at

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.at - self._clock.now()

    def lift(self) -> None:
        """From now on there is no hurry."""
        self.at = math.inf


class RemainingTime(dict[str, Any]):
    """httpx's timeouts of one request, each as long as there is time left when the transport looks it up.

    httpx measures connecting, writing and each read by themselves; like this they share one deadline.
    """

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def get(self, key: str, default: object = None) -> float | None:
        """Seconds for the next operation of the transport."""
        del key, default
        left = self._deadline.left
        return None if left == math.inf else max(left, 0.0)

    def __getitem__(self, key: str) -> float | None:
        return self.get(key)
