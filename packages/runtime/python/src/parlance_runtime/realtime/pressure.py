"""Watches how much of what was sent has not left yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlance_runtime.realtime.timers import Timers
    from parlance_runtime.realtime.transports.transport import TransportConnection

PAUSE_ABOVE = 256 * 1024
RESUME_BELOW = 64 * 1024
POLL_SECONDS = 0.05


class Pressure:
    """Watches how much of what was sent has not left yet; it is looked at while it is much.

    `report` is told whether the session shall pause.
    """

    __slots__ = ("_cancel", "_connection", "_report", "_timers")

    def __init__(self, timers: Timers, connection: TransportConnection, report: Callable[[bool], None]) -> None:
        self._timers = timers
        self._connection = connection
        self._report = report
        self._cancel: Callable[[], None] | None = None

    def check(self) -> None:
        """To be called after each send."""
        if self._cancel is None and self._connection.buffered_amount > PAUSE_ABOVE:
            self._poll()
            self._report(True)

    def stop(self) -> None:
        """Looks no more."""
        if self._cancel is not None:
            self._cancel()
        self._cancel = None

    def _poll(self) -> None:
        self._cancel = self._timers.schedule(POLL_SECONDS, self._look)

    def _look(self) -> None:
        if self._connection.buffered_amount >= RESUME_BELOW:
            self._poll()
            return
        self._cancel = None
        self._report(False)
