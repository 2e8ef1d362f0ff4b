"""Messages one by one, through a bounded buffer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parlance_runtime.client.check_names import check_names
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime.check_option import check_number, check_word
from parlance_runtime.realtime.realtime_error import RealtimeError
from parlance_runtime.sockets.socket_options import ReadOptions

if TYPE_CHECKING:
    from parlance_runtime.sockets.received_message import ReceivedMessage

DEFAULT_BUFFER = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """A message that waits for its reader."""

    message: ReceivedMessage[Any, Any]
    handled: Callable[[], None] | None
    """To be called when the reader comes back for the next; `None`: nobody wants to know."""


class MessageReader:
    """Messages one by one, through a bounded buffer. `stop` is called once, when nothing more is taken."""

    def __init__(self, options: ReadOptions, stop: Callable[[], None]) -> None:
        check_names(options, ReadOptions.__optional_keys__)
        check_number("buffer", options.get("buffer"))
        check_word("overflow", options.get("overflow", "fail"), ("fail", "drop-oldest"))
        self._buffer = options.get("buffer", DEFAULT_BUFFER)
        self._drops = options.get("overflow") == "drop-oldest"
        self._stop = stop
        self._items: deque[Item] = deque()
        self._filled: asyncio.Event | None = None
        self._ended = False
        self._error: RealtimeError | None = None

    def push(self, item: Item) -> None:
        """Takes a message."""
        if self._ended:
            return
        self._items.append(item)
        self._wake()
        if len(self._items) <= self._buffer:
            return
        if self._drops:
            self._items.popleft()
        else:
            self.finish(RealtimeError(EXCEEDED), keep=True)

    def finish(self, error: RealtimeError | None = None, *, keep: bool) -> None:
        """Ends the iteration, with an error if there is one. `keep`: what waits is read first."""
        if self._ended:
            return
        self._ended = True
        self._error = error
        if not keep:
            self._items.clear()
        self._stop()
        self._wake()

    def close(self) -> None:
        """Ends the iteration at once."""
        self._items.clear()
        self.finish(keep=False)

    async def take(self) -> Sequence[Item]:
        """All that is there, waiting for the first; nothing at the end. Raises what ended the socket."""
        while not self._items and not self._ended:
            # Several tasks may read; each looks again when it is woken.
            self._filled = self._filled or asyncio.Event()
            await self._filled.wait()
        if not self._items and self._error is not None:
            error, self._error = self._error, None
            raise error
        items = list(self._items)
        self._items.clear()
        return items

    async def iterate(self) -> AsyncGenerator[Any, None]:
        """The messages one by one. Leaving the loop ends the iteration."""
        try:
            while (item := await self._first()) is not None:
                try:
                    yield item.message
                finally:
                    if item.handled is not None:
                        item.handled()
        finally:
            self.close()

    async def _first(self) -> Item | None:
        if not self._items:
            self._items.extendleft(reversed(await self.take()))
        return self._items.popleft() if self._items else None

    def _wake(self) -> None:
        if self._filled is not None:
            self._filled.set()
            self._filled = None


EXCEEDED = SessionError(
    "buffer_exceeded",
    'Messages came faster than they were read. Read faster, raise `buffer`, or set `overflow="drop-oldest"`',
    retryable=True,
)
