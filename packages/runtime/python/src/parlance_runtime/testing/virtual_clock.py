"""A clock that stands until it is told to move."""

from __future__ import annotations

import asyncio
import threading


class VirtualClock:
    """A clock for tests: it stands until it is told to move, so waits cost no time. `Client(clock=…)` takes it.

    It starts at `start` seconds since 1970, by default at the beginning of 2026.
    """

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start
        self._waits: list[float] = []
        self._sleepers: list[tuple[float, threading.Event]] = []
        self._tasks: list[tuple[float, asyncio.Future[None]]] = []
        self._lock = threading.Lock()

    @property
    def waits(self) -> list[float]:
        """The waits that were asked for so far, in seconds."""
        return list(self._waits)

    def now(self) -> float:
        """Seconds since 1970."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Waits in the thread until the clock has moved on."""
        woken = threading.Event()
        with self._lock:
            self._waits.append(seconds)
            self._sleepers.append((self._now + seconds, woken))
        woken.wait()

    async def sleep_async(self, seconds: float) -> None:
        """Waits in the task until the clock has moved on."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waits.append(seconds)
        entry = (self._now + seconds, woken)
        self._tasks.append(entry)
        try:
            await woken
        finally:
            if entry in self._tasks:
                self._tasks.remove(entry)

    def advance(self, seconds: float) -> None:
        """Moves on and wakes whoever's time has come."""
        with self._lock:
            self._now += seconds
            due = [woken for at, woken in self._sleepers if at <= self._now]
            self._sleepers = [entry for entry in self._sleepers if entry[0] > self._now]
        for woken in due:
            woken.set()
        for at, future in sorted(self._tasks, key=lambda entry: entry[0]):
            if at <= self._now and not future.done():
                future.set_result(None)


class ImpatientClock(VirtualClock):
    """A clock whose waits are over at once: each moves it on by as much."""

    def sleep(self, seconds: float) -> None:
        """Moves on instead of waiting."""
        self._waits.append(seconds)
        self.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Moves on instead of waiting."""
        self.sleep(seconds)
