"""What a listener was given."""

import asyncio
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


class Inbox(Generic[ItemT]):
    """Keeps what a listener was given, and lets a program wait until there is enough of it."""

    def __init__(self) -> None:
        self.items: list[ItemT] = []
        self._came = asyncio.Event()

    def add(self, item: ItemT) -> None:
        """The listener."""
        self.items.append(item)
        self._came.set()

    async def at_least(self, count: int) -> list[ItemT]:
        """All items, as soon as there are so many. Raises `TimeoutError` after ten seconds."""
        try:
            await asyncio.wait_for(self._enough(count), 10)
        except asyncio.TimeoutError as late:
            raise TimeoutError(f"Only {len(self.items)} of {count} came: {self.items}") from late
        return list(self.items)

    async def _enough(self, count: int) -> None:
        while len(self.items) < count:
            self._came.clear()
            await self._came.wait()
