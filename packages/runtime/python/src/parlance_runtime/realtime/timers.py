"""Where the realtime half reads the time and waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol


class Timers(Protocol):
    """Where the realtime half reads the time and waits. Tests hand in `parlance_runtime.testing.VirtualClock`."""

    def now(self) -> float:
        """Seconds since 1970. It goes on while the host sleeps: that is how a sleep is noticed."""
        ...

    def schedule(self, seconds: float, wake: Callable[[], object]) -> Callable[[], None]:
        """Calls `wake` once after so long, unless the function it returns was called before."""
        ...


class SystemTimers:
    """The machine's clock, and the running event loop."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def schedule(self, seconds: float, wake: Callable[[], object]) -> Callable[[], None]:
        """Calls `wake` once after so long, unless the function it returns was called before."""
        return asyncio.get_running_loop().call_later(seconds, wake).cancel


SYSTEM_TIMERS = SystemTimers()
