"""A clock that stands until it is told to move."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(eq=False, slots=True)
class _Timer:
    at: float
    wake: Callable[[], object]
    loop: asyncio.AbstractEventLoop


class VirtualClock:
    """A clock for tests: it stands until it is told to move, so waits cost no time.

    `Client(clock=…)`, `AsyncClient(clock=…)`, `Realtime(clock=…)` and `AsyncRealtime(clock=…)` take it.

    It starts at `start` seconds since 1970, by default at the beginning of 2026.
    """

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start
        self._waits: list[float] = []
        self._sleepers: list[tuple[float, threading.Event]] = []
        self._tasks: list[tuple[float, asyncio.Future[None]]] = []
        self._timers: list[_Timer] = []
        self._lock = threading.Lock()

    @property
    def waits(self) -> list[float]:
        """The waits that were asked for so far, in seconds."""
        return list(self._waits)

    @property
    def pending(self) -> int:
        """How many wait now. 0 = nothing is left behind."""
        return len(self._sleepers) + len(self._tasks) + len(self._timers)

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

    def schedule(self, seconds: float, wake: Callable[[], object]) -> Callable[[], None]:
        """Calls `wake` in the running event loop when the clock has moved on, unless what it returns was called."""
        timer = _Timer(self._now + seconds, wake, asyncio.get_running_loop())
        self._timers.append(timer)

        def cancel() -> None:
            if timer in self._timers:
                self._timers.remove(timer)

        return cancel

    def advance(self, seconds: float) -> None:
        """Moves on and wakes whoever's time has come; timers each at its time, also those that come up on the way."""
        end = self._now + seconds
        while (timer := self._next_by(end)) is not None:
            self._now = max(self._now, timer.at)
            self._timers.remove(timer)
            _call(timer)
        with self._lock:
            self._now = end
            due = [woken for at, woken in self._sleepers if at <= self._now]
            self._sleepers = [entry for entry in self._sleepers if entry[0] > self._now]
        for woken in due:
            woken.set()
        for at, future in sorted(self._tasks, key=lambda entry: entry[0]):
            if at <= self._now and not future.done():
                future.set_result(None)

    def jump(self, seconds: float) -> None:
        """Moves on at once, as the clock of a host that slept: whoever's time has come wakes late."""
        self._now += seconds
        self.advance(0)

    def _next_by(self, end: float) -> _Timer | None:
        due = [timer for timer in self._timers if timer.at <= end]
        return min(due, key=lambda timer: timer.at, default=None)


def _call(timer: _Timer) -> None:
    """In the loop that waits, which may be that of another thread."""
    try:
        running = asyncio.get_running_loop()
    except RuntimeError:
        running = None
    if running is timer.loop:
        timer.wake()
    else:
        timer.loop.call_soon_threadsafe(timer.wake)


class ImpatientClock(VirtualClock):
    """A clock whose waits are over at once: each moves it on by as much."""

    def sleep(self, seconds: float) -> None:
        """Moves on instead of waiting."""
        self._waits.append(seconds)
        self.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """Moves on instead of waiting."""
        self.sleep(seconds)
