"""Lets in as many publishes as the queue takes."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from parlance_runtime.realtime.realtime_options import QueueOptions


class PublishGate:
    """Lets in as many publishes as the queue takes when its policy is `block`, in order; else everything at once."""

    def __init__(self, queue: QueueOptions) -> None:
        self._queue = queue
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._open_messages = 0
        self._open_bytes = 0

    @asynccontextmanager
    async def enter(self, size: int) -> AsyncGenerator[None, None]:
        """Holds one place, as soon as there is room for so many bytes."""
        if self._queue.policy != "block":
            yield
            return
        await self._admitted(size)
        try:
            yield
        finally:
            self._leave(size)

    async def _admitted(self, size: int) -> None:
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((size, place))
        self._admit()
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(size)
            else:
                self._admit()
            raise

    def _leave(self, size: int) -> None:
        self._open_messages -= 1
        self._open_bytes -= size
        self._admit()

    def _admit(self) -> None:
        while self._waiting:
            size, place = self._waiting[0]
            if not place.cancelled():
                if not self._fits(size):
                    return
                self._open_messages += 1
                self._open_bytes += size
                place.set_result(None)
            self._waiting.popleft()

    def _fits(self, size: int) -> bool:
        """One alone always fits: were it too large for the session, that says so."""
        queue = self._queue
        within = self._open_messages < queue.messages and self._open_bytes + size <= queue.bytes
        return self._open_messages == 0 or within
