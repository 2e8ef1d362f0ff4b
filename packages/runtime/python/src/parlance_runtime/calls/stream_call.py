"""Sequences that are opened when they are iterated."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from typing import Generic, TypeVar

from typing_extensions import Self

from parlance_runtime.streams.stream_event import StreamEvent

Item = TypeVar("Item")


class StreamCall(Generic[Item]):
    """A sequence that is opened when it is iterated; each iteration opens it anew.

    Leaving the loop closes the connection once the iterator is gone; a `with` block closes it for certain. Events of
    unknown types arrive as they are.
    """

    def __init__(self, events: Callable[[], Generator[StreamEvent[Item], None, None]]) -> None:
        self._events = events
        self._open: list[Generator[StreamEvent[Item], None, None]] = []

    def __iter__(self) -> Iterator[Item]:
        for event in self.events():
            yield event.data

    def events(self) -> Iterator[StreamEvent[Item]]:
        """The items with the names and ids of their events."""
        events = self._events()
        self._open.append(events)
        try:
            yield from events
        finally:
            events.close()
            self._open.remove(events)

    def close(self) -> None:
        """Ends all iterations of this call and closes their connections."""
        for events in tuple(self._open):
            events.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncStreamCall(Generic[Item]):
    """A sequence that is opened when it is iterated; each iteration opens it anew.

    Leaving the loop closes the connection once the iterator is gone; an `async with` block closes it for certain.
    Events
    of unknown types arrive as they are.
    """

    def __init__(self, events: Callable[[], AsyncGenerator[StreamEvent[Item], None]]) -> None:
        self._events = events
        self._open: list[AsyncGenerator[StreamEvent[Item], None]] = []

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for event in self.events():
            yield event.data

    async def events(self) -> AsyncIterator[StreamEvent[Item]]:
        """The items with the names and ids of their events."""
        events = self._events()
        self._open.append(events)
        try:
            async for event in events:
                yield event
        finally:
            await events.aclose()
            self._open.remove(events)

    async def close(self) -> None:
        """Ends all iterations of this call and closes their connections."""
        for events in tuple(self._open):
            await events.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
