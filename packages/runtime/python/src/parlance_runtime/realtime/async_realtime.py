"""A realtime client for asyncio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.client.check_names import check_names
from parlance_runtime.protocol.session.connection_state import ConnectionState
from parlance_runtime.realtime.async_channel import AsyncChannel
from parlance_runtime.realtime.channel_context import ChannelContext
from parlance_runtime.realtime.channel_descriptor import ChannelDescriptor
from parlance_runtime.realtime.channel_name import channel_name
from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions
from parlance_runtime.realtime.realtime_session import RealtimeSession
from parlance_runtime.realtime.sendable import sendable

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.protocol.frames.frames_gen import CastFrame
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
    from parlance_runtime.realtime.documents.async_document_watch import AsyncDocumentWatch, WatchDocumentOptions
    from parlance_runtime.realtime.realtime_options import AsyncAuthorizeCallback

DataT = TypeVar("DataT", default=object)


class AsyncRealtime:
    """A realtime client: one connection that comes back by itself, and the channels on it.

        async with AsyncRealtime("wss://platform.example/v1/socket", token=fetch_token) as realtime:
            realtime.channel("chat-42").subscribe(lambda message: print(message.data))
            await realtime.channel("chat-42").publish("message", {"text": "Hello"})

    It connects when it is first used, or by `connect`; after `disconnect` only by `connect`. It never gives up by
    itself, unless it is refused for good or the attempts of `backoff` are used up (`state.status` is then `failed`).
    It belongs to the event loop that first uses it. Raises `ConfigurationError` if `url` is none.
    """

    def __init__(self, url: str, **options: Unpack[AsyncRealtimeOptions]) -> None:
        check_names(options, AsyncRealtimeOptions.__optional_keys__)
        self._session = RealtimeSession(url, options)

    @property
    def state(self) -> ConnectionState:
        """Where the connection stands. Told anew with each `state` event."""
        return self._session.state

    async def connect(self) -> None:
        """Connects, and returns when connected; at once if it is.

        Raises the `RealtimeError` of a final refusal, or a `ClosedError`. A task that is cancelled ends the wait alone:
        the client goes on connecting.
        """
        self._session.connect()
        await self._session.connected()

    async def disconnect(self) -> None:
        """Lets go of the connection and keeps everything else.

        The state is `idle`, nothing is tried any more, and `connect()` goes on from where each subscription stood,
        within the server's window (two minutes) with the same session. Beyond it a loss is a gap.

        Only `connect()` connects again. What is published or subscribed to meanwhile waits for it; a publish for as
        long as it may take (`timeout`). An unanswered publish is sent again, another request raises as
        `outcome_unknown`. For others this client leaves, and its presence ends, when the server's grace period is over.
        Does nothing on a client that has ended.
        """
        self._session.disconnect()

    async def close(self) -> None:
        """Ends the connection and all that stands on it.

        What waits raises a `ClosedError`, iterations end, listeners are forgotten, and no task is left when it returns:
        within two seconds, however silent the server is. Does nothing the second time.
        """
        await self._session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @overload
    def on(self, name: Literal["state"], listener: Callable[[ConnectionState], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["error"], listener: Callable[[ParlanceError], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["gap"], listener: Callable[[ChannelGap], object]) -> Callable[[], None]: ...
    @overload
    def on(
        self, name: Literal["direct"], listener: Callable[[ChannelMessage[Any] | ChannelGap], object]
    ) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["cast"], listener: Callable[[CastFrame], object]) -> Callable[[], None]: ...
    @overload
    def on(
        self, name: Literal["unknown"], listener: Callable[[Mapping[str, Any] | ChannelMessage[Any]], object]
    ) -> Callable[[], None]: ...
    def on(self, name: str, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name, until the function it returns is called.

        `state`: the connection's state changed. `error`: something failed that nobody waits for, such as an exception
        of a handler (`handler_failed`); the client goes on. `gap`: messages are missing that a `subscribe` without
        `on_gap` should have had; where nobody listens either, it is logged. `direct`: a message to this user or
        connection alone, which nobody has to subscribe to, or a gap among them. `cast`: a call by the server that wants
        no answer. `unknown`: a frame of a type, or a message with an event or data, that this version does not know.
        """
        return self._session.listeners.on(name, listener)

    @overload
    def channel(self, channel: str, *, authorize: AsyncAuthorizeCallback | None = None) -> AsyncChannel[Any]: ...
    @overload
    def channel(
        self,
        channel: ChannelDescriptor[DataT],
        parameters: Mapping[str, object] | None = None,
        *,
        authorize: AsyncAuthorizeCallback | None = None,
    ) -> AsyncChannel[DataT]: ...
    def channel(
        self,
        channel: str | ChannelDescriptor[Any],
        parameters: Mapping[str, object] | None = None,
        *,
        authorize: AsyncAuthorizeCallback | None = None,
    ) -> AsyncChannel[Any]:
        """A channel by its name, or by a contract's descriptor and the parameters of its address.

        `authorize`: for private and presence channels; default: that of the client.
        """
        if isinstance(channel, str):
            return AsyncChannel(ChannelContext(self._session, channel, authorize))
        name = channel_name(channel.address, parameters or {})
        return AsyncChannel(ChannelContext(self._session, name, authorize, channel.events, channel.open))

    async def request(
        self, method: str, params: Mapping[str, object] | None = None, *, timeout: float | None = None
    ) -> Any:
        """Calls a method of the server and returns its result.

        `timeout`: seconds; default: that of the client; `math.inf` = no limit. Raises like `AsyncChannel.publish`; a
        request whose connection broke before the answer is not sent again, and raises as `outcome_unknown`.
        """
        body: dict[str, object] = {"type": "request", "method": method}
        if params is not None:
            body["params"] = sendable(params, ".params")
        return (await self._session.request(body, timeout=timeout))["result"]

    def cast(self, method: str, params: Mapping[str, object] | None = None) -> None:
        """Calls a method of the server without an answer. It is dropped while there is no connection.

        Raises a `RealtimeError`: `invalid_request` if `params` hold what JSON cannot, or a `ClosedError`.
        """
        self._session.cast(method, params)

    async def ping(self, *, timeout: float | None = None) -> float:
        """Seconds from a ping to its pong. Raises a `RealtimeError`, `not_connected` while there is no connection."""
        timers = self._session.timers
        sent = timers.now()
        await self._session.request({"type": "ping"}, timeout=timeout)
        return timers.now() - sent

    def watch_document(
        self, collection: str, document: str, **options: Unpack[WatchDocumentOptions]
    ) -> AsyncDocumentWatch:
        """Follows a document: reads it, applies each change in its order, and reads it anew when changes were missed.

            watch = realtime.watch_document("exams", "exam-12", on_state=lambda state, change: show(state.data))
            state = await watch.ready()

        Raises `ClosedError` if the client is closed.
        """
        from parlance_runtime.realtime.documents.async_document_watch import watch_document

        return watch_document(self, self._session, collection, document, options)
