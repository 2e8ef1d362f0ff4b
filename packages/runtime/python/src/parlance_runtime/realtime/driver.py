"""Executes what the session asks for."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parlance_runtime.protocol.session import effect as effects
from parlance_runtime.protocol.session import input as inputs
from parlance_runtime.protocol.session.session_event import StateChanged
from parlance_runtime.realtime.fetch_token import fetch_token
from parlance_runtime.realtime.final_state import end_of
from parlance_runtime.realtime.pressure import Pressure
from parlance_runtime.realtime.transports.transport import TransportRequest

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, MessageFrame, ServerFrame
    from parlance_runtime.protocol.session.command import Command
    from parlance_runtime.protocol.session.session import Session
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.session.session_event import SessionEvent
    from parlance_runtime.realtime.codec import Codec
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeTokenCallback
    from parlance_runtime.realtime.timers import Timers
    from parlance_runtime.realtime.transports.transport import Transport, TransportConnection

SLEPT_MS = 30_000
"""A timer that is so late tells that the host slept."""
LEAST_FRAME_BYTES = 65_536
"""What every server takes, before it says how much."""


@dataclass(frozen=True, slots=True)
class DriverOptions:
    """What a driver needs."""

    session: Session
    url: str
    transport: Transport
    codec: Codec
    timers: Timers
    token: str | AsyncRealtimeTokenCallback | None
    on_event: Callable[[SessionEvent], None]
    """Told what the session tells the application.

    In order, after the session is done with what caused it, one at a time.
    """
    on_message: Callable[[int, MessageFrame], None]
    """The same of a message that simply follows: nearly all that is ever told, so it is told without an event."""


@dataclass(frozen=True, slots=True)
class _Link:
    number: int
    connection: TransportConnection
    pressure: Pressure


class Driver:
    """Executes what the session asks for: transports, one timer, tokens. It decides nothing."""

    def __init__(self, options: DriverOptions) -> None:
        self._options = options
        self._session = options.session
        self._events: deque[SessionEvent] = deque()
        self._telling = False
        self._link: _Link | None = None
        self._outbox: list[ClientFrame] = []
        self._cancel_timer: Callable[[], None] | None = None
        self._now = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        # Connections that are being closed.
        self._closing: set[asyncio.Task[None]] = set()

    def command(self, command: Command) -> None:
        """What the application wants."""
        self._execute(self._session.command(command, self._time()))

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs something that ends with the client at the latest."""
        task = asyncio.get_running_loop().create_task(work, name="parlance: realtime")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def finished(self) -> None:
        """Returns when no task and no connection of a client that has ended is left."""
        current = asyncio.current_task()
        tasks = {task for task in self._tasks if task is not current}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        if self._closing:
            await asyncio.wait(self._closing)

    def input(self, given: inputs.Input) -> None:
        """What happened."""
        self._execute(self._session.input(given, self._time()))

    def receive(self, transport: int, frames: Sequence[ServerFrame]) -> None:
        """Frames arrived, together."""
        session = self._session
        on_message: Callable[[int, Any], None] = self._options.on_message
        now = self._time()
        for frame in frames:
            # While something is being told, what comes waits behind it.
            subscription = None if self._telling else session.follow(transport, frame, now)
            if subscription is None:
                self._execute(session.input(inputs.FrameReceived(transport, frame), now))
                continue
            self._telling = True
            try:
                on_message(subscription, frame)
            finally:
                self._telling = False
            if self._events:
                self._tell()

    def forget(self, transport: int) -> None:
        """A transport is over."""
        link = self._link
        if link is not None and link.number == transport:
            link.pressure.stop()
            self._link = None
            self._outbox = []
            closing = asyncio.get_running_loop().create_task(link.connection.wait_closed())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _execute(self, asked: Sequence[effects.Effect]) -> None:
        for effect in asked:
            self._carry_out(effect)
        self._tell()

    def _carry_out(self, effect: effects.Effect) -> None:
        match effect:
            case effects.Emit(event):
                self._events.append(event)
            case effects.Send(transport, frame):
                self._send(transport, frame)
            case effects.Wake(at):
                self._wake_at(at)
            case effects.Open(transport, url):
                self._open(transport, url or self._options.url)
            case effects.CloseTransport(transport, code, reason):
                self._close(transport, code, reason)
            case effects.FetchToken():
                self.spawn(self._fetch_token())

    async def _fetch_token(self) -> None:
        self.input(await fetch_token(self._options.token))

    def _open(self, transport: int, url: str) -> None:
        options = self._options
        request = TransportRequest(url, options.codec, options.timers, self._frame_bytes)
        connection = options.transport.open(request, _Report(self, transport))
        pressure = Pressure(
            options.timers, connection, lambda paused: self.input(inputs.PressureChanged(transport, paused))
        )
        self._link = _Link(transport, connection, pressure)

    def _frame_bytes(self) -> float:
        limits = self._session.limits
        return LEAST_FRAME_BYTES if limits is None else limits["frameBytes"]

    def _send(self, transport: int, frame: ClientFrame) -> None:
        """Frames of one turn travel together."""
        if self._link is None or self._link.number != transport:
            return
        self._outbox.append(frame)
        if len(self._outbox) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        frames, link = self._outbox, self._link
        if link is None or not frames:
            return
        self._outbox = []
        link.connection.send(frames)
        link.pressure.check()

    def _close(self, transport: int, code: int, reason: str) -> None:
        link = self._link
        if link is None or link.number != transport:
            return
        self._flush()
        self.forget(transport)
        link.connection.close(code, reason)

    def _wake_at(self, at: float | None) -> None:
        if self._cancel_timer is not None:
            self._cancel_timer()
        self._cancel_timer = None
        if at is None:
            return
        timers = self._options.timers
        now = timers.now() * 1000
        due = max(at, now)
        self._cancel_timer = timers.schedule((due - now) / 1000, lambda: self._wake(due))

    def _wake(self, due: float) -> None:
        self._cancel_timer = None
        if self._options.timers.now() * 1000 - due > SLEPT_MS:
            self.input(inputs.Resumed())
        self._execute(self._session.tick(self._time()))

    def _time(self) -> float:
        """The session's time never goes back, even when somebody sets the machine's clock."""
        self._now = max(self._now, self._options.timers.now() * 1000)
        return self._now

    def _tell(self) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            while self._events:
                event = self._events.popleft()
                self._options.on_event(event)
                if isinstance(event, StateChanged) and end_of(event.state) is not None:
                    # Nothing of this client is left with the loop.
                    self._wake_at(None)
        finally:
            self._telling = False


class _Report:
    """Where one transport reports."""

    __slots__ = ("_driver", "_transport")

    def __init__(self, driver: Driver, transport: int) -> None:
        self._driver = driver
        self._transport = transport

    def opened(self) -> None:
        self._driver.input(inputs.Opened(self._transport))

    def frames(self, frames: Sequence[ServerFrame]) -> None:
        # Whoever reads a member relies on it. One that is missing or of another type must not end the task that reads,
        # unnoticed by the session.
        try:
            self._driver.receive(self._transport, frames)
        except Exception as error:
            self.malformed(f"A member of a frame is missing or of another type ({type(error).__name__}: {error}).")

    def malformed(self, message: str) -> None:
        self._driver.input(inputs.Malformed(self._transport, message))

    def closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        self._driver.forget(self._transport)
        self._driver.input(inputs.Closed(self._transport, code, reason, error))
