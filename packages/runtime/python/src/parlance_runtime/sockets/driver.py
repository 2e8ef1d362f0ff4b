"""Executes the effects of a socket's machine."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, cast

from parlance_runtime.credentials.token_expiry import token_expiry
from parlance_runtime.protocol.session.connection_state import ClosedState, FailedState
from parlance_runtime.protocol.socket import effect as effects
from parlance_runtime.protocol.socket import input as inputs
from parlance_runtime.protocol.socket.machine import SocketMachine
from parlance_runtime.protocol.socket.recognise import recognise
from parlance_runtime.protocol.socket.socket_address import socket_address
from parlance_runtime.realtime.timers import SYSTEM_TIMERS
from parlance_runtime.realtime.transports.socket_connection import SocketConnection, SocketRequest
from parlance_runtime.sockets.encode_message import encode_message
from parlance_runtime.sockets.machine_options import machine_options
from parlance_runtime.sockets.socket_options import SocketToken

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.socket.command import SocketCommand
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor
    from parlance_runtime.protocol.socket.socket_state import SocketState
    from parlance_runtime.sockets.socket_options import AsyncSocketsOptions


@dataclass(frozen=True, slots=True)
class DriverEvents:
    """Whom the driver tells. None of them raises, but for `restore`."""

    state: Callable[[SocketState], None]
    message: Callable[[effects.Deliver], None]
    settle: Callable[[int, effects.SocketOutcome], None]
    restore: Callable[[], Coroutine[Any, Any, None]]
    """Runs what the application does before anything else is sent."""


class SocketDriver:
    """Executes the effects of a socket's machine: one connection, one timer, the token; never more."""

    def __init__(
        self,
        descriptor: SocketDescriptor,
        values: Mapping[str, object],
        options: AsyncSocketsOptions,
        events: DriverEvents,
    ) -> None:
        self._descriptor = descriptor
        self._values = values
        self._options = options
        self._events = events
        self._timers = options.get("clock", SYSTEM_TIMERS)
        self._machine = SocketMachine(descriptor, machine_options(options, random.random))
        self._effects: deque[effects.SocketEffect] = deque()
        self._draining = False
        self._connection: SocketConnection | None = None
        self._cancel_timer: Callable[[], None] | None = None
        self._restoring: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        # Connections that are being closed.
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def state(self) -> SocketState:
        """Where the socket is."""
        return self._machine.state

    def command(self, command: SocketCommand) -> None:
        """What the application wants."""
        self._execute(self._machine.command(command, self._now()))

    def input(self, given: inputs.SocketInput) -> None:
        """What happened."""
        self._execute(self._machine.input(given, self._now()))

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs something that ends with the socket at the latest."""
        return _keep(self._tasks, work)

    async def finished(self) -> None:
        """Returns when no task and no connection of a socket that has ended is left."""
        tasks = self._tasks - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks | self._closing:
            await asyncio.wait(tasks | self._closing)

    def _execute(self, asked: Sequence[effects.SocketEffect]) -> None:
        """In the order of the machine, also when an effect leads to others at once."""
        self._effects.extend(asked)
        if self._draining:
            return
        self._draining = True
        try:
            while self._effects:
                self._carry_out(self._effects.popleft())
        finally:
            self._draining = False

    def _carry_out(self, effect: effects.SocketEffect) -> None:
        match effect:
            case effects.Open():
                self._open(effect)
            case effects.SendMessage(_, message):
                if self._connection is not None:
                    self._connection.write(encode_message(message, self._descriptor))
            case effects.Ping(connection):
                self.spawn(self._ping(connection))
            case effects.CloseConnection(_, code, reason):
                self._close(code, reason)
            case effects.Restore(connection):
                self._restoring = self.spawn(self._restore(connection))
            case effects.FetchToken():
                self.spawn(self._fetch_token())
            case effects.Wake(at):
                self._wake_at(at)
            case effects.Deliver():
                self._events.message(effect)
            case effects.Settle(number, outcome):
                self._events.settle(number, outcome)
            case effects.StateChanged(state):
                if isinstance(state, ClosedState | FailedState):
                    self._wake_at(None)
                self._events.state(state)

    def _open(self, effect: effects.Open) -> None:
        options = self._options
        address = socket_address(
            self._descriptor,
            self._values,
            url=options.get("url"),
            query=effect.query,
            headers={**options.get("headers", {}), **effect.headers},
        )
        request = SocketRequest(address.url, options.get("protocols", ()), address.headers, options.get("tls"))
        number, rules = effect.connection, self._descriptor["receives"]
        self._connection = SocketConnection(
            request,
            _Report(self, number),
            lambda data: self.input(inputs.MessageCame(number, recognise(rules, data))),
        )

    def lost(self) -> None:
        """The connection ended by itself."""
        self._stop_restoring()
        if self._connection is not None:
            _keep(self._closing, self._connection.wait_closed())
        self._connection = None

    def _close(self, code: int, reason: str) -> None:
        connection = self._connection
        self.lost()
        if connection is not None:
            connection.close(code, reason)

    def _stop_restoring(self) -> None:
        """Nobody waits for a `restore` whose connection is gone; it may be who gave it up."""
        task, self._restoring = self._restoring, None
        if task is not None and task is not asyncio.current_task():
            task.cancel()

    async def _ping(self, number: int) -> None:
        connection = self._connection
        if connection is not None and await connection.ping():
            self.input(inputs.Pong(number))

    async def _restore(self, number: int) -> None:
        try:
            await self._events.restore()
        except Exception as error:
            message = "`restore` failed; see the cause. The connection is closed and tried again"
            self.input(inputs.RestoreFailed(number, message, error))
        else:
            self.input(inputs.Restored(number))

    async def _fetch_token(self) -> None:
        given = self._options.get("token", "")
        try:
            called = given() if callable(given) else given
            token = cast("object", await called) if isawaitable(called) else called
        except Exception as error:
            self.input(inputs.TokenFailed("The token could not be had; see the cause", error))
            return
        text, ends = token if isinstance(token, SocketToken) else (token, None)
        if not isinstance(text, str) or not text:
            self.input(inputs.TokenFailed("`token` gave no text, or an empty one: it must be a token", None))
            return
        ends = token_expiry(text) if ends is None else ends
        self.input(inputs.TokenFetched(text, None if ends is None else ends * 1000))

    def _wake_at(self, at: float | None) -> None:
        if self._cancel_timer is not None:
            self._cancel_timer()
        self._cancel_timer = None
        if at is not None:
            seconds = max(0.0, at / 1000 - self._timers.now())
            self._cancel_timer = self._timers.schedule(seconds, self._tick)

    def _tick(self) -> None:
        self._cancel_timer = None
        self._execute(self._machine.tick(self._now()))

    def _now(self) -> float:
        return self._timers.now() * 1000


class _Report:
    """Where one connection reports."""

    __slots__ = ("_driver", "_number")

    def __init__(self, driver: SocketDriver, number: int) -> None:
        self._driver = driver
        self._number = number

    def opened(self) -> None:
        self._driver.input(inputs.Opened(self._number))

    def closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        self._driver.lost()
        self._driver.input(inputs.Closed(self._number, code, reason, error))


def _keep(tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Runs something, and holds it until it is done."""
    task = asyncio.get_running_loop().create_task(work, name="parlance: socket")
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return task
