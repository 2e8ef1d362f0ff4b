"""A realtime client for programs without asyncio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.realtime.async_realtime import AsyncRealtime
from parlance_runtime.realtime.blocking.channel import Channel
from parlance_runtime.realtime.blocking.document_watch import DocumentWatch, WatchDocumentOptions
from parlance_runtime.realtime.blocking.loop_thread import LoopThread, in_thread
from parlance_runtime.realtime.channel_descriptor import ChannelDescriptor

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.protocol.frames.frames_gen import CastFrame
    from parlance_runtime.protocol.session.connection_state import ConnectionState
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage
    from parlance_runtime.realtime.realtime_options import (
        AsyncAuthorizeCallback,
        AsyncRealtimeOptions,
        AuthorizeCallback,
        RealtimeOptions,
    )

DataT = TypeVar("DataT", default=object)


class Realtime:
    """A realtime client: one connection that comes back by itself, and the channels on it.

        with Realtime("wss://platform.example/v1/socket", token=fetch_token) as realtime:
            realtime.channel("chat-42").subscribe(lambda message: print(message.data))
            realtime.channel("chat-42").publish("message", {"text": "Hello"})

    It is `AsyncRealtime` on an event loop in a thread of its own, which `close` ends and which keeps no program
    running. It connects when it is first used, or by `connect`; after `disconnect` only by `connect`. It may be used by
    several threads. Handlers are called on the client's thread: they must not block it, and methods that wait raise a
    `RuntimeError` there. Raises `ConfigurationError` if `url` is none.
    """

    def __init__(self, url: str, **options: Unpack[RealtimeOptions]) -> None:
        self._realtime = AsyncRealtime(url, **_async_options(options))
        self._loop = LoopThread()

    @property
    def state(self) -> ConnectionState:
        """Where the connection stands. Told anew with each `state` event."""
        return self._realtime.state

    def connect(self, *, timeout: float | None = None) -> None:
        """Connects, and returns when connected; at once if it is.

        Raises the `RealtimeError` of a final refusal, a `ClosedError`, or after `timeout` seconds a `TimeoutError`: it
        then goes on connecting, and only the wait ends.
        """
        self._loop.run(self._realtime.connect(), timeout)

    def disconnect(self) -> None:
        """Lets go of the connection and keeps everything else.

        The state is `idle`, nothing is tried any more, and `connect()` goes on from where each subscription stood,
        within the server's window (two minutes) with the same session. Beyond it a loss is a gap. Only `connect()`
        connects again; what is published or subscribed to meanwhile waits for it.
        """
        self._loop.run(self._realtime.disconnect())

    def close(self) -> None:
        """Ends the connection and all that stands on it.

        What waits in other threads raises a `ClosedError`, iterations end, listeners are forgotten, and the thread is
        gone when it returns: within two seconds, however silent the server is. Does nothing the second time.
        """
        if not self._loop.stopped:
            self._loop.run(self._realtime.close())
            self._loop.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
    def on(self, name: Any, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name on the client's thread, until what it returns is called.

        `state`: the connection's state changed. `error`: something failed that nobody waits for, such as an exception
        of a handler (`handler_failed`); the client goes on. `gap`: messages are missing that a `subscribe` without
        `on_gap` should have had; where nobody listens either, it is logged. `direct`: a message to this user or
        connection alone, which nobody has to subscribe to, or a gap among them. `cast`: a call by the server that wants
        no answer. `unknown`: a frame of a type, or a message with an event or data, that this version does not know.
        """
        stop = self._loop.call(lambda: self._realtime.on(name, listener))
        return lambda: self._loop.post(stop)

    @overload
    def channel(self, channel: str, *, authorize: AuthorizeCallback | None = None) -> Channel[Any]: ...
    @overload
    def channel(
        self,
        channel: ChannelDescriptor[DataT],
        parameters: Mapping[str, object] | None = None,
        *,
        authorize: AuthorizeCallback | None = None,
    ) -> Channel[DataT]: ...
    def channel(
        self,
        channel: str | ChannelDescriptor[Any],
        parameters: Mapping[str, object] | None = None,
        *,
        authorize: AuthorizeCallback | None = None,
    ) -> Channel[Any]:
        """A channel by its name, or by a contract's descriptor and the parameters of its address.

        `authorize`: for private and presence channels; default: that of the client.
        """
        asking = _authorize_in_thread(authorize)
        if isinstance(channel, str):
            return Channel(self._loop, self._realtime.channel(channel, authorize=asking))
        return Channel(self._loop, self._realtime.channel(channel, parameters, authorize=asking))

    def request(self, method: str, params: Mapping[str, object] | None = None, *, timeout: float | None = None) -> Any:
        """Calls a method of the server and returns its result.

        `timeout`: seconds; default: that of the client; `math.inf` = no limit. Raises like `Channel.publish`; a request
        whose connection broke before the answer is not sent again, and raises as `outcome_unknown`.
        """
        return self._loop.run(self._realtime.request(method, params, timeout=timeout))

    def cast(self, method: str, params: Mapping[str, object] | None = None) -> None:
        """Calls a method of the server without an answer. It is dropped while there is no connection.

        Raises a `RealtimeError`: `invalid_request` if `params` hold what JSON cannot, or a `ClosedError`.
        """
        self._loop.call(lambda: self._realtime.cast(method, params))

    def ping(self, *, timeout: float | None = None) -> float:
        """Seconds from a ping to its pong. Raises a `RealtimeError`, `not_connected` while there is no connection."""
        return self._loop.run(self._realtime.ping(timeout=timeout))

    def watch_document(self, collection: str, document: str, **options: Unpack[WatchDocumentOptions]) -> DocumentWatch:
        """Follows a document: reads it, applies each change in its order, and reads it anew when changes were missed.

        Raises `ClosedError` if the client is closed.
        """
        watch = self._loop.call(lambda: self._realtime.watch_document(collection, document, **options))
        return DocumentWatch(self._loop, watch)


def _async_options(options: RealtimeOptions) -> AsyncRealtimeOptions:
    """The same with callbacks that do not block."""
    made = cast("AsyncRealtimeOptions", dict(options))
    token = options.get("token")
    if callable(token):
        made["token"] = lambda: in_thread(token)
    made["authorize"] = _authorize_in_thread(options.get("authorize"))
    return made


def _authorize_in_thread(authorize: AuthorizeCallback | None) -> AsyncAuthorizeCallback | None:
    return None if authorize is None else lambda request: in_thread(lambda: authorize(request))
