"""Where the runtime reads the time and waits."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where the runtime reads the time and waits. Tests hand in `parlance_runtime.testing.VirtualClock`."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits, as the sync client does."""
        ...

    async def sleep_async(self, seconds: float) -> None:
        """Waits, as the async client does; ends at once when the task is cancelled."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Waits in the thread."""
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Waits in the task."""
        import anyio

        await anyio.sleep(seconds)


SYSTEM_CLOCK = SystemClock()
