"""An ordered log of messages that is read only."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING, Generic, Literal, TypedDict, cast

from typing_extensions import TypeVar, Unpack

from parlance_runtime.client.check_names import check_names
from parlance_runtime.realtime.channel_subscription import ChannelSubscription, SubscriptionHandlers
from parlance_runtime.realtime.delivery_options import SubscribeOptions
from parlance_runtime.realtime.event_handlers import EventHandlers, handler_of
from parlance_runtime.realtime.message_of import message_of_history
from parlance_runtime.realtime.message_stream import MessageStream

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Message, Position
    from parlance_runtime.realtime.channel_context import ChannelContext
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
    from parlance_runtime.realtime.delivery_options import MessagesOptions
    from parlance_runtime.realtime.presence.async_presence import AsyncPresence
    from parlance_runtime.realtime.subscription import AsyncSubscription

DataT = TypeVar("DataT", default=object)


class HistoryOptions(TypedDict, total=False):
    """Which part of a channel's history is read."""

    since: Position | None
    """Where to begin, exclusive. Default: the newest (`desc`) or the oldest (`asc`)."""
    page_size: int | None
    """Messages of one page, 1 to 1,000. Default: 100. The iteration goes on to the next page by itself."""
    order: Literal["asc", "desc"] | None
    """`desc` = newest first. Default: `desc`."""
    timeout: float | None
    """Seconds that each page may take. Default: that of the client. `math.inf` = no limit."""


class AsyncReadOnlyChannel(Generic[DataT]):
    """An ordered log of messages on which the platform alone publishes.

    It holds nothing by itself: two objects of one name are the same channel, and each `subscribe` is a subscription of
    its own. `DataT` is what the data of its messages may be.
    """

    def __init__(self, context: ChannelContext) -> None:
        self._context = context

    @property
    def name(self) -> str:
        """The channel's name."""
        return self._context.name

    def subscribe(
        self,
        handler: Callable[[ChannelMessage[DataT]], object] | EventHandlers,
        **options: Unpack[SubscribeOptions],
    ) -> AsyncSubscription:
        """Hands over each message, in order and once. Connects if nothing did yet.

        A handler is called at once and must not block; a coroutine function is begun and not awaited. What it raises
        goes to the client's `error` listeners. Await `ready()` or give `on_state` to learn of a refusal; otherwise it
        goes to the `error` listeners. Give `on_gap` to learn where messages are missing; otherwise it goes to the
        client's `gap` listeners, or to the log.

            subscription = channel.subscribe(lambda message: print(message.event, message.data), rewind={"count": 50})
            await subscription.ready()

        In place of one handler there can be one for each event: `{"order.paid": lambda data, message: ...}`. Raises
        `ClosedError` if the client is closed.
        """
        check_names(options, SubscribeOptions.__optional_keys__)
        handlers = SubscriptionHandlers(
            message=handler_of(handler),
            gap=options.get("on_gap") or self._context.session.miss,
            live=options.get("on_live"),
            state=options.get("on_state"),
        )
        return ChannelSubscription(self._context, options, handlers)

    async def messages(
        self, **options: Unpack[MessagesOptions]
    ) -> AsyncGenerator[ChannelMessage[DataT] | ChannelGap, None]:
        """Iterates the messages, with a gap wherever some are missing.

        The subscription begins with the first step and ends when the loop is left. A slow reader is waited for
        (`overflow`).

            async for item in channel.messages():
                if item.type == "gap":
                    await reload()
                else:
                    await save(item.data)

        It ends when the client is closed; it raises a `RealtimeError` if the subscription is refused.
        """
        stream = self.stream(options)
        try:
            while (item := await stream.next()) is not None:
                yield item
        finally:
            stream.close()

    def stream(self, options: MessagesOptions) -> MessageStream:
        """What `messages` iterates, for the blocking client."""
        return MessageStream(self._context, options)

    async def history(self, **options: Unpack[HistoryOptions]) -> AsyncGenerator[ChannelMessage[DataT], None]:
        """Reads the history, page by page as far as the loop goes. Raises a `RealtimeError` if the server refuses."""
        async for page in self.history_pages(**options):
            for item in page:
                yield item

    async def history_pages(
        self, **options: Unpack[HistoryOptions]
    ) -> AsyncGenerator[list[ChannelMessage[DataT]], None]:
        """The same, a page at a time."""
        check_names(options, HistoryOptions.__optional_keys__)
        since = options.get("since")
        timeout: float | None = options.get("timeout")
        while True:
            members = {"from": since, "count": options.get("page_size"), "order": options.get("order")}
            given = {name: member for name, member in members.items() if member is not None}
            body = {"type": "history", "channel": self.name, **given}
            answer = await self._context.session.request(body, timeout=timeout)
            items = cast("list[Message]", answer["items"])
            yield [cast("ChannelMessage[DataT]", message_of_history(item)) for item in items]
            if answer.get("cursor") is None or not items:
                return
            since = {"epoch": items[-1]["epoch"], "offset": items[-1]["offset"]}

    def presence(self) -> AsyncPresence:
        """Who is on this channel; begins to watch at once.

        Messages need a `subscribe` of their own; entering is a step of its own, and is repeated with the newest data
        when the connection had to begin anew. Raises `ClosedError` if the client is closed.

            lobby = realtime.channel("presence-lobby").presence()
            lobby.on("sync", show)
            await lobby.enter({"typing": False})
        """
        from parlance_runtime.realtime.presence.async_presence import AsyncPresence

        return AsyncPresence(self._context)
