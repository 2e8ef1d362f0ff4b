"""A socket of somebody else's server, for asyncio."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, overload

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.errors.runtime_errors import ConfigurationError
from parlance_runtime.sockets.received_message import ReceivedMessage
from parlance_runtime.sockets.socket_options import ReadOptions

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.protocol.socket.socket_state import SocketState
    from parlance_runtime.sockets.core import SocketCore
    from parlance_runtime.sockets.message_reader import MessageReader

AnyMessage: TypeAlias = ReceivedMessage[Any, Any]
ReceivedT = TypeVar("ReceivedT", default=AnyMessage)


class AsyncSocketSubscription(Generic[ReceivedT]):
    """A subscription by key: what comes for it, asked for again after every opening.

        async with market.subscribe(Subscribe(symbol="btcusd")) as ticks:
            async for message in ticks:
                print(message.payload)

    Leaving a loop over it ends it too.
    """

    def __init__(self, reader: MessageReader) -> None:
        self._reader = reader

    def __aiter__(self) -> AsyncIterator[ReceivedT]:
        return self._reader.iterate()

    def unsubscribe(self) -> None:
        """Ends the iteration, and the subscription if no other has its key. Does nothing the second time."""
        self._reader.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.unsubscribe()


class AsyncSocketBase(Generic[ReceivedT]):
    """A socket of somebody else's server; generated classes extend it by what may be sent.

    It connects when it is first used, comes back by itself, and keeps in order what is sent meanwhile. Errors are
    `RealtimeError`s with a `code`.
    """

    def __init__(self, core: SocketCore, *, restoring: bool = False) -> None:
        self._core = core
        self._restoring = restoring

    @property
    def state(self) -> SocketState:
        """Where the connection is now."""
        return self._core.state

    def connect(self) -> None:
        """Connects now and not at the first use."""
        self._core.connect()

    @overload
    def on(self, name: Literal["state"], listener: Callable[[SocketState], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["error"], listener: Callable[[ParlanceError], object]) -> Callable[[], None]: ...
    @overload
    def on(self, name: Literal["message"], listener: Callable[[ReceivedT], object]) -> Callable[[], None]: ...
    def on(self, name: str, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name, until the function it returns is called.

        `state`: the connection is elsewhere. `error`: why a connection was lost, what `restore` or `token` raised
        (`restore_failed`, `token_unavailable`; logged where nobody listens), and what handlers raised
        (`handler_failed`). `message`: a message came. A coroutine function is begun and not awaited.
        """
        return self._core.listen(listener) if name == "message" else self._core.listeners.on(name, listener)

    def messages(self, **options: Unpack[ReadOptions]) -> AsyncGenerator[ReceivedT, None]:
        """The messages that come from now on, told apart by `name`.

        It ends when the socket is closed, and raises a `RealtimeError` when it cannot come back, or when a full buffer
        fails (`buffer_exceeded`).
        """
        return self._core.read(options).iterate()

    async def close(self) -> None:
        """Closes the socket for good. What waits raises a `ClosedError`; no task is left when it returns."""
        await self._core.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _send(self, name: str, payload: object, timeout: float | None = None) -> None:
        await self._core.send(name, payload, timeout, restoring=self._restoring)

    async def _request(self, name: str, payload: object, timeout: float | None = None) -> Any:
        return await self._core.request(name, payload, timeout, restoring=self._restoring)

    def _subscribe(self, payload: object, options: ReadOptions) -> AsyncSocketSubscription[ReceivedT]:
        if not self._core.subscribes:
            raise ConfigurationError(NO_SUBSCRIPTIONS)
        return AsyncSocketSubscription(self._core.subscribe(payload, options))


class AsyncSocket(AsyncSocketBase[ReceivedT]):
    """A socket of somebody else's server, for a descriptor written by hand: what it names may be sent."""

    async def send(self, name: str, payload: object, *, timeout: float | None = None) -> None:
        """Sends a message, and returns when it has left, or was acknowledged where the document has that.

        While there is no connection, it waits, at most `timeout` seconds. Raises `queue_full`, `timeout`, `closed` or
        what ended the socket; a `ConfigurationError` if no message of that name may be sent.
        """
        await self._send(name, payload, timeout)

    async def request(self, name: str, payload: object, *, timeout: float | None = None) -> AnyMessage:
        """Sends a message, and returns its answer.

        Raises `timeout` after `timeout` seconds, 10 unless given, and `outcome_unknown` if the connection was lost in
        between: repeat it if that does no harm; a `ConfigurationError` if no message of that name is answered.
        """
        return await self._request(name, payload, timeout)

    def subscribe(self, payload: object, **options: Unpack[ReadOptions]) -> AsyncSocketSubscription[ReceivedT]:
        """Subscribes with a payload of the message that the document names for it, and reads what comes for its key.

        Raises a `ConfigurationError` where the document names none.
        """
        return self._subscribe(payload, options)


NO_SUBSCRIPTIONS = "The document does not say how one subscribes: send the message, and send it again in `restore`"
