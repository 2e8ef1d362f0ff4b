"""A socket of somebody else's server, for programs without asyncio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, overload

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.errors.runtime_errors import ConfigurationError
from parlance_runtime.realtime.realtime_error import ClosedError
from parlance_runtime.sockets.async_socket import NO_SUBSCRIPTIONS
from parlance_runtime.sockets.received_message import ReceivedMessage
from parlance_runtime.sockets.socket_options import ReadOptions

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.protocol.socket.socket_state import SocketState
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.sockets.core import SocketCore
    from parlance_runtime.sockets.message_reader import MessageReader

AnyMessage: TypeAlias = ReceivedMessage[Any, Any]
ReceivedT = TypeVar("ReceivedT", default=AnyMessage)


class SocketSubscription(Generic[ReceivedT]):
    """A subscription by key: what comes for it, asked for again after every opening.

        with market.subscribe(Subscribe(symbol="btcusd")) as ticks:
            for message in ticks:
                print(message.payload)

    Leaving a loop over it ends it too.
    """

    def __init__(self, loop: LoopThread, reader: MessageReader) -> None:
        self._loop = loop
        self._reader = reader

    def __iter__(self) -> Iterator[ReceivedT]:
        return _iterate(self._loop, self._reader)

    def unsubscribe(self) -> None:
        """Ends the iteration, and the subscription if no other has its key. Does nothing the second time."""
        self._loop.post(self._reader.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.unsubscribe()


class SocketBase(Generic[ReceivedT]):
    """A socket of somebody else's server; generated classes extend it by what may be sent.

    It connects when it is first used, comes back by itself, and keeps in order what is sent meanwhile. It may be used
    by several threads. Handlers are called on the client's thread: they must not block it, and methods that wait raise
    a `RuntimeError` there. Errors are `RealtimeError`s with a `code`.
    """

    def __init__(self, loop: LoopThread, core: SocketCore, *, restoring: bool = False) -> None:
        self._loop = loop
        self._core = core
        self._restoring = restoring

    @property
    def state(self) -> SocketState:
        """Where the connection is now."""
        return self._core.state

    def connect(self) -> None:
        """Connects now and not at the first use."""
        self._loop.call(self._core.connect)

    @overload
    def on(self, name: Literal["state"], listener: Callable[[SocketState], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["error"], listener: Callable[[ParlanceError], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["message"], listener: Callable[[ReceivedT], object]) -> Callable[[], None]: ...
    def on(self, name: str, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name on the client's thread, until what it returns is called.

        `state`: the connection is elsewhere. `error`: why a connection was lost, what `restore` or `token` raised
        (`restore_failed`, `token_unavailable`; logged where nobody listens), and what handlers raised
        (`handler_failed`). `message`: a message came.
        """
        core = self._core
        stop = self._loop.call(
            lambda: core.listen(listener) if name == "message" else core.listeners.on(name, listener)
        )
        return lambda: self._loop.post(stop)

    def messages(self, **options: Unpack[ReadOptions]) -> Iterator[ReceivedT]:
        """The messages that come from now on, told apart by `name`.

        It ends when the socket is closed, and raises a `RealtimeError` when it cannot come back, or when a full buffer
        fails (`buffer_exceeded`).
        """
        return _iterate(self._loop, self._loop.call(lambda: self._core.read(options)))

    def close(self) -> None:
        """Closes the socket for good. What waits raises a `ClosedError`."""
        if not self._loop.stopped:
            self._loop.run(self._core.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, name: str, payload: object, timeout: float | None = None) -> None:
        self._loop.run(self._core.send(name, payload, timeout, restoring=self._restoring))

    def _request(self, name: str, payload: object, timeout: float | None = None) -> Any:
        return self._loop.run(self._core.request(name, payload, timeout, restoring=self._restoring))

    def _subscribe(self, payload: object, options: ReadOptions) -> SocketSubscription[ReceivedT]:
        if not self._core.subscribes:
            raise ConfigurationError(NO_SUBSCRIPTIONS)
        return SocketSubscription(self._loop, self._loop.call(lambda: self._core.subscribe(payload, options)))


class Socket(SocketBase[ReceivedT]):
    """A socket of somebody else's server, for a descriptor written by hand: what it names may be sent."""

    def send(self, name: str, payload: object, *, timeout: float | None = None) -> None:
        """Sends a message, and returns when it has left, or was acknowledged where the document has that.

        While there is no connection, it waits, at most `timeout` seconds. Raises `queue_full`, `timeout`, `closed` or
        what ended the socket; a `ConfigurationError` if no message of that name may be sent.
        """
        self._send(name, payload, timeout)

    def request(self, name: str, payload: object, *, timeout: float | None = None) -> AnyMessage:
        """Sends a message, and returns its answer.

        Raises `timeout` after `timeout` seconds, 10 unless given, and `outcome_unknown` if the connection was lost in
        between: repeat it if that does no harm; a `ConfigurationError` if no message of that name is answered.
        """
        return self._request(name, payload, timeout)

    def subscribe(self, payload: object, **options: Unpack[ReadOptions]) -> SocketSubscription[ReceivedT]:
        """Subscribes with a payload of the message that the document names for it, and reads what comes for its key.

        Raises a `ConfigurationError` where the document names none.
        """
        return self._subscribe(payload, options)


def _iterate(loop: LoopThread, reader: MessageReader) -> Iterator[Any]:
    """Crosses the threads once for all that waits. Leaving the loop ends the iteration."""
    try:
        while items := loop.run(reader.take()):
            for item in items:
                try:
                    yield item.message
                finally:
                    if item.handled is not None:
                        loop.post(item.handled)
    except ClosedError:
        return
    finally:
        loop.post(reader.close)
