"""The messages of a channel one by one, through a bounded buffer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from parlance_runtime.client.check_names import check_names
from parlance_runtime.protocol.session.connection_state import ClosedState
from parlance_runtime.protocol.session.subscription_state import UnsubscribedState
from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
from parlance_runtime.realtime.channel_subscription import ChannelSubscription, SubscriptionHandlers
from parlance_runtime.realtime.check_option import check_number, check_word
from parlance_runtime.realtime.delivery_options import MessagesOptions
from parlance_runtime.realtime.realtime_error import RealtimeError

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.channel_context import ChannelContext

Item: TypeAlias = "ChannelMessage[Any] | ChannelGap"

DEFAULT_BUFFER = 1_000
DROPPED = "buffer_exceeded"


class MessageStream:
    """The messages of a channel one by one, through a bounded buffer.

    What a full one does is said in `MessagesOptions.overflow`.
    """

    def __init__(self, context: ChannelContext, options: MessagesOptions) -> None:
        check_names(options, MessagesOptions.__optional_keys__)
        check_number("buffer", options.get("buffer"))
        check_word("overflow", options.get("overflow", "resume"), ("resume", "drop-oldest"))
        self._context = context
        self._options = options
        self._buffer = options.get("buffer", DEFAULT_BUFFER)
        self._drops = options.get("overflow") == "drop-oldest"
        self._items: deque[Item] = deque()
        self._subscription: ChannelSubscription | None = None
        self._filled: asyncio.Future[None] | None = None
        # The position of the last item that was read.
        self._served: Position | None = options.get("since")
        self._ended = False
        self._error: RealtimeError | None = None

    async def take(self) -> Sequence[Item]:
        """All that is there, waiting for the first; nothing at the end. Raises a `RealtimeError` if it was refused."""
        while not self._items and not self._ended:
            self._subscribe()
            if not self._items and not self._ended:
                await self._fill()
        if not self._items and self._error is not None:
            error, self._error = self._error, None
            raise error
        items = list(self._items)
        self._items.clear()
        if items:
            self._served = items[-1].position or self._served
        return items

    async def next(self) -> Item | None:
        """The next one; `None` at the end. Raises a `RealtimeError` if it was refused."""
        if not self._items:
            items = await self.take()
            self._items.extend(items)
        if not self._items:
            return None
        item = self._items.popleft()
        self._served = item.position or self._served
        return item

    def close(self) -> None:
        """Ends the iteration and its subscription."""
        self._items.clear()
        self._end(None)

    async def _fill(self) -> None:
        self._filled = asyncio.get_running_loop().create_future()
        try:
            await self._filled
        finally:
            self._filled = None

    def _wake(self) -> None:
        if self._filled is not None and not self._filled.done():
            self._filled.set_result(None)

    def _subscribe(self) -> None:
        """Begins, or goes on where a full buffer made it stop."""
        before = self._subscription
        if before is not None and not isinstance(before.state, UnsubscribedState):
            return
        options = self._options.copy()
        if before is not None and before.position is not None:
            options["since"] = before.position
        handlers = SubscriptionHandlers(message=self._push, gap=self._push, state=self._told, takes_refusal=True)
        self._subscription = ChannelSubscription(self._context, options, handlers)

    def _told(self, state: SubscriptionState) -> None:
        if not isinstance(state, UnsubscribedState):
            return
        if isinstance(self._context.session.state, ClosedState):
            self._end(None)
        elif state.error is not None:
            self._end(RealtimeError(state.error))

    def _push(self, item: Item) -> None:
        self._items.append(item)
        self._wake()
        if self._drops:
            while len(self._items) > self._buffer:
                self._drop_oldest()
        elif len(self._items) >= self._buffer and self._subscription is not None:
            self._subscription.unsubscribe()

    def _drop_oldest(self) -> None:
        """Drops one and says so in the gap at the front."""
        first = self._items.popleft()
        since = self._served
        to = first.position
        if isinstance(first, ChannelGap) and first.reason == DROPPED:
            since = first.since
            to = self._items.popleft().position or first.to
        self._items.appendleft(ChannelGap(self._context.name, since, to, DROPPED))

    def _end(self, error: RealtimeError | None) -> None:
        if self._ended:
            return
        self._ended = True
        self._error = error
        if self._subscription is not None:
            self._subscription.unsubscribe()
        self._wake()
