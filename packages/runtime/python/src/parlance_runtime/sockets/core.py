"""What all handles on one socket share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from inspect import isawaitable, iscoroutine
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from parlance_runtime.client.check_names import check_names
from parlance_runtime.models.decode import decode_json
from parlance_runtime.protocol.session.connection_state import ClosedState, FailedState
from parlance_runtime.protocol.socket import command as commands
from parlance_runtime.protocol.socket.effect import Deliver, Failed, Replied, SocketOutcome
from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.socket_state import WaitingState
from parlance_runtime.realtime.listeners import Listeners
from parlance_runtime.realtime.realtime_error import error_of
from parlance_runtime.sockets.check_message import check_message
from parlance_runtime.sockets.driver import DriverEvents, SocketDriver
from parlance_runtime.sockets.encode_message import encode_message, plain_payload
from parlance_runtime.sockets.message_reader import Item, MessageReader
from parlance_runtime.sockets.received_message import ReceivedMessage
from parlance_runtime.sockets.socket_options import ReadOptions

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_state import SocketState
    from parlance_runtime.sockets.socket_options import AsyncSocketsOptions
    from parlance_runtime.sockets.socket_setup import SocketSetup

_LOGGER = logging.getLogger("parlance")

OWN_FAILURES = ("restore_failed", "token_unavailable")
"""What the application's own functions raised: that it is tried again will hardly mend it, so it must not be silent."""

REQUEST_TIMEOUT = 10.0
"""Seconds that an answer may take."""

AnyMessage: TypeAlias = "ReceivedMessage[Any, Any]"
RestoreCore: TypeAlias = "Callable[[SocketCore], object | Awaitable[object]]"
"""What the application does after every opening."""


class SocketCore:
    """What all handles on one socket share: its driver, and who waits for what."""

    def __init__(
        self,
        setup: SocketSetup,
        values: Mapping[str, object],
        options: AsyncSocketsOptions,
        restore: RestoreCore | None = None,
    ) -> None:
        self._setup = setup
        self._restore = restore
        # Those who read everything, by themselves; those of a subscription, with its number.
        self._recipients: dict[object, tuple[Callable[[Item], None], int | None]] = {}
        self._readers: set[MessageReader] = set()
        self._sent: dict[int, asyncio.Future[SocketOutcome]] = {}
        self._numbers = count(1)
        events = DriverEvents(self._told, self._received, self._settle, self._restored)
        self._driver = SocketDriver(setup.descriptor, values, options, events)
        self.listeners = Listeners(self._driver.spawn)

    @property
    def state(self) -> SocketState:
        """Where the socket is."""
        return self._driver.state

    @property
    def subscribes(self) -> bool:
        """Whether the document says how one subscribes."""
        return "subscription" in self._setup.descriptor

    def connect(self) -> None:
        """Connects now and not at the first use."""
        self._driver.command(commands.Connect())

    async def close(self) -> None:
        """Closes the socket for good, and returns when nothing of it is left."""
        self._driver.command(commands.Close())
        await self._driver.finished()

    async def send(self, name: str, payload: object, timeout: float | None, *, restoring: bool) -> None:
        """Sends a message, and returns when it has left or was acknowledged."""
        await self._exchange(name, payload, timeout, reply=False, restoring=restoring)

    async def request(self, name: str, payload: object, timeout: float | None, *, restoring: bool) -> AnyMessage:
        """Sends a message, and returns its answer."""
        seconds = REQUEST_TIMEOUT if timeout is None else timeout
        outcome = await self._exchange(name, payload, seconds, reply=True, restoring=restoring)
        return self._decoded(outcome.message if isinstance(outcome, Replied) else Message(name, None))

    async def _exchange(
        self, name: str, payload: object, timeout: float | None, *, reply: bool, restoring: bool
    ) -> SocketOutcome:
        descriptor = self._setup.descriptor
        check_message(name, descriptor, reply=reply)
        message = Message(name, plain_payload(name, payload, descriptor))
        size = len(encode_message(message, descriptor))
        self.connect()
        number = next(self._numbers)
        settled: asyncio.Future[SocketOutcome] = asyncio.get_running_loop().create_future()
        self._sent[number] = settled
        milliseconds = None if timeout is None or timeout == float("inf") else timeout * 1000
        self._driver.command(commands.Send(number, message, size, reply, restoring, milliseconds))
        try:
            outcome = await settled
        except asyncio.CancelledError:
            self._driver.command(commands.Cancel(number))
            raise
        if isinstance(outcome, Failed):
            raise error_of(outcome.error)
        return outcome

    def read(self, options: ReadOptions, subscription: int | None = None) -> MessageReader:
        """Reads what comes from now on; `subscription`: only what is for it, and its end ends that."""
        key = object()

        def stop() -> None:
            del self._recipients[key]
            self._readers.discard(reader)
            if subscription is not None:
                self._driver.command(commands.Unsubscribe(subscription))

        reader = MessageReader(options, stop)
        self._recipients[key] = (reader.push, subscription)
        self._readers.add(reader)
        self.connect()
        self._end_readers(self.state)
        return reader

    def subscribe(self, payload: object, options: ReadOptions) -> MessageReader:
        """Subscribes with a payload of the document's message for that, and reads what comes for its key."""
        check_names(options, ReadOptions.__optional_keys__)
        descriptor = self._setup.descriptor
        name = descriptor["subscription"]["subscribe"] if "subscription" in descriptor else ""
        subscription = next(self._numbers)
        plain = plain_payload(name, payload, descriptor)
        self.connect()
        self._driver.command(commands.Subscribe(subscription, plain))
        return self.read(options, subscription)

    def listen(self, handler: Callable[[Any], object]) -> Callable[[], None]:
        """Calls a handler with each message; gives what stops that. What it raises goes to the `error` listeners."""
        key = object()

        def take(item: Item) -> None:
            self.listeners.call(lambda message: _handle(handler, message, item.handled), item.message)

        self._recipients[key] = (take, None)

        def stop() -> None:
            self._recipients.pop(key, None)

        return stop

    def _received(self, delivered: Deliver) -> None:
        found = [take for take, of in self._recipients.values() if of is None or of in delivered.subscriptions]
        if not found:
            return
        message = self._decoded(delivered.message)
        left = len(found)

        def handled() -> None:
            nonlocal left
            left -= 1
            if left == 0 and delivered.acknowledge is not None:
                self._driver.command(commands.Acknowledge(delivered.connection, delivered.acknowledge))

        for take in found:
            take(Item(message, None if delivered.acknowledge is None else handled))

    def _decoded(self, message: Message) -> AnyMessage:
        kind = self._setup.payloads.get(message.name)
        if kind is None or message.text is None:
            return ReceivedMessage(message.name, message.payload)
        try:
            return ReceivedMessage(message.name, decode_json(kind, message.text, operation=None, validate=False))
        except ValueError:
            # Deeper than models can be read; it stays as it came.
            return ReceivedMessage(message.name, message.payload)

    def _settle(self, number: int, outcome: SocketOutcome) -> None:
        settled = self._sent.pop(number, None)
        if settled is not None and not settled.done():
            settled.set_result(outcome)

    async def _restored(self) -> None:
        done = None if self._restore is None else self._restore(self)
        if isawaitable(done):
            await done

    def _told(self, state: SocketState) -> None:
        self._end_readers(state)
        self.listeners.emit("state", state)
        if isinstance(state, WaitingState):
            error = error_of(state.error)
            self.listeners.emit("error", error)
            if error.code in OWN_FAILURES and not self.listeners.has("error"):
                _LOGGER.warning("%s: %s", self._setup.descriptor["id"], state.error.message, exc_info=error.__cause__)

    def _end_readers(self, state: SocketState) -> None:
        if isinstance(state, ClosedState | FailedState):
            for reader in list(self._readers):
                reader.finish(error_of(state.error) if isinstance(state, FailedState) else None, keep=True)


def _handle(handler: Callable[[Any], object], message: object, handled: Callable[[], None] | None) -> object:
    """Calls a handler, and tells when it is done; a coroutine is given back to whoever runs it."""
    result = handler(message)
    if iscoroutine(result):
        return _then(result, handled)
    if handled is not None:
        handled()
    return None


async def _then(work: Coroutine[Any, Any, object], handled: Callable[[], None] | None) -> None:
    await work
    if handled is not None:
        handled()
