"""An ordered log of messages that is read only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Generic

from typing_extensions import TypeVar, Unpack

from parlance_runtime.realtime.blocking.presence import Presence
from parlance_runtime.realtime.blocking.subscription import Subscription

if TYPE_CHECKING:
    from parlance_runtime.realtime.async_read_only_channel import AsyncReadOnlyChannel, HistoryOptions
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
    from parlance_runtime.realtime.delivery_options import MessagesOptions, SubscribeOptions
    from parlance_runtime.realtime.event_handlers import EventHandlers

DataT = TypeVar("DataT", default=object)


class ReadOnlyChannel(Generic[DataT]):
    """An ordered log of messages on which the platform alone publishes.

    It holds nothing by itself: two objects of one name are the same channel, and each `subscribe` is a subscription of
    its own. `DataT` is what the data of its messages may be. It may be used by several threads.
    """

    def __init__(self, loop: LoopThread, channel: AsyncReadOnlyChannel[DataT]) -> None:
        self._loop = loop
        self._channel = channel

    @property
    def name(self) -> str:
        """The channel's name."""
        return self._channel.name

    def subscribe(
        self,
        handler: Callable[[ChannelMessage[DataT]], object] | EventHandlers,
        **options: Unpack[SubscribeOptions],
    ) -> Subscription:
        """Hands over each message, in order and once. Connects if nothing did yet.

        Handlers are called on the client's thread, one after the other, and must not block it: what takes time belongs
        into a loop over `messages()`. What they raise goes to the client's `error` listeners. Call `ready()` or give
        `on_state` to learn of a refusal; otherwise it goes to the `error` listeners. Give `on_gap` to learn
        where messages are missing; otherwise it goes to the client's `gap` listeners, or to the log.

            channel.subscribe(lambda message: print(message.event, message.data), rewind={"count": 50}).ready()

        In place of one handler there can be one for each event: `{"order.paid": lambda data, message: ...}`. Raises
        `ClosedError` if the client is closed.
        """
        return Subscription(self._loop, self._loop.call(lambda: self._channel.subscribe(handler, **options)))

    def messages(self, **options: Unpack[MessagesOptions]) -> Iterator[ChannelMessage[DataT] | ChannelGap]:
        """Iterates the messages, with a gap wherever some are missing.

        The subscription begins with the first step and ends when the loop is left. A slow reader is waited for
        (`overflow`).

            for item in channel.messages():
                if item.type == "gap":
                    reload()
                else:
                    save(item.data)

        It ends when the client is closed, by another thread; it raises a `RealtimeError` if the subscription is
        refused.
        """
        stream = self._channel.stream(options)
        try:
            while items := self._loop.run(stream.take()):
                yield from items
        finally:
            self._loop.post(stream.close)

    def history(self, **options: Unpack[HistoryOptions]) -> Iterator[ChannelMessage[DataT]]:
        """Reads the history, page by page as far as the loop goes. Raises a `RealtimeError` if the server refuses."""
        pages = self._channel.history_pages(**options)
        while (page := self._loop.run(_next_of(pages))) is not None:
            yield from page

    def presence(self) -> Presence:
        """Who is on this channel; begins to watch at once.

        Messages need a `subscribe` of their own; entering is a step of its own, and is repeated with the newest data
        when the connection had to begin anew. Raises `ClosedError` if the client is closed.
        """
        return Presence(self._loop, self._loop.call(self._channel.presence))


async def _next_of(pages: AsyncIterator[list[ChannelMessage[DataT]]]) -> list[ChannelMessage[DataT]] | None:
    """The next page; `None` at the end."""
    return await anext(pages, None)
