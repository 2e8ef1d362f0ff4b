"""What channels, presence and documents share of one client."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Any, Protocol, cast

from parlance_runtime.protocol.session import command as commands
from parlance_runtime.protocol.session import session_event as events
from parlance_runtime.protocol.session.connection_state import ClosedState, ConnectedState, IdleState
from parlance_runtime.protocol.session.session import Session
from parlance_runtime.protocol.session.session_event import Failed
from parlance_runtime.protocol.session.subscription_state import UnsubscribedState
from parlance_runtime.realtime.check_option import check_kind, check_number
from parlance_runtime.realtime.codec import JSON_CODEC
from parlance_runtime.realtime.driver import Driver, DriverOptions
from parlance_runtime.realtime.final_state import end_of
from parlance_runtime.realtime.listeners import Listeners
from parlance_runtime.realtime.message_of import gap_of, message_of
from parlance_runtime.realtime.outcome import error_of_outcome
from parlance_runtime.realtime.publish_gate import PublishGate
from parlance_runtime.realtime.realtime_error import error_of
from parlance_runtime.realtime.realtime_options import DEFAULT_TIMEOUT, BackoffOptions, QueueOptions
from parlance_runtime.realtime.sendable import sendable
from parlance_runtime.realtime.session_options import session_options
from parlance_runtime.realtime.socket_url import socket_url
from parlance_runtime.realtime.timers import SYSTEM_TIMERS

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, GapFrame, MessageFrame
    from parlance_runtime.protocol.session.connection_state import ConnectionState
    from parlance_runtime.protocol.session.part import MakePart
    from parlance_runtime.protocol.session.session_event import Outcome
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.channel_message import ChannelGap
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions
    from parlance_runtime.realtime.transports.transport import Transport


_LOGGER = logging.getLogger("parlance")

CONFLATED = "conflated"
UNHEEDED_GAP = "Messages of %r are missing (%s). Give `subscribe` an `on_gap`, or listen to the client's `gap` events"


class SubscriptionSink(Protocol):
    """What one subscription is told."""

    def message(self, frame: MessageFrame) -> None:
        """A message."""
        ...

    def gap(self, frame: GapFrame) -> None:
        """Messages are missing."""
        ...

    def live(self) -> None:
        """What follows is live."""
        ...

    def told(self, state: SubscriptionState) -> None:
        """Its state changed."""
        ...


class RealtimeSession:
    """What channels, presence and documents share of one client: its session, and who waits for what."""

    def __init__(self, url: str, options: AsyncRealtimeOptions) -> None:
        check_number("timeout", options.get("timeout"))
        check_kind("backoff", options.get("backoff"), BackoffOptions)
        check_kind("queue", options.get("queue"), QueueOptions)
        self.options = options
        self.timers = options.get("clock", SYSTEM_TIMERS)
        self.gate = PublishGate(options.get("queue", QueueOptions()))
        self._codec = options.get("codec", JSON_CODEC)
        self._session = Session(session_options(options))
        self._subscriptions: dict[int, SubscriptionSink] = {}
        self._requests: dict[int, asyncio.Future[Outcome]] = {}
        # The number of the newest request or subscription.
        self._numbers = count(1)
        # Whether the first use connects: not after `disconnect`.
        self._connects = True
        self._driver = Driver(
            DriverOptions(
                session=self._session,
                url=socket_url(url),
                token=options.get("token"),
                transport=options.get("transport") or _usual_transport(),
                codec=self._codec,
                timers=self.timers,
                on_event=self._tell,
                on_message=self._tell_message,
            )
        )
        self.spawn = self._driver.spawn
        self.listeners = Listeners(self.spawn)

    @property
    def state(self) -> ConnectionState:
        """Where the connection stands."""
        return self._session.state

    def command(self, command: commands.Command) -> None:
        """Gives the session a command, connecting first if nothing did yet and nobody disconnected.

        Raises what ended the client.
        """
        if (end := end_of(self.state)) is not None:
            raise end
        if self._connects and isinstance(self.state, IdleState):
            self._driver.command(commands.Connect())
        self._driver.command(command)

    def connect(self) -> None:
        """Connects if nothing did yet, also after `disconnect`. Raises what ended the client."""
        self._connects = True
        self.command(commands.Connect())

    def disconnect(self) -> None:
        """Lets go of the connection until `connect`. Does nothing once the client has ended."""
        self._connects = False
        self._driver.command(commands.Disconnect())

    async def connected(self) -> ConnectedState:
        """Returns when connected, at once if it is; connects if nothing did yet and nobody disconnected."""
        if self._connects and isinstance(self.state, IdleState):
            self.connect()
        changed = asyncio.Event()
        stop = self.listeners.on("state", lambda _: changed.set())
        try:
            while not isinstance(self.state, ConnectedState):
                if (end := end_of(self.state)) is not None:
                    raise end
                await changed.wait()
                changed.clear()
            return self.state
        finally:
            stop()

    async def request(
        self, body: Mapping[str, Any], *, size: int | None = None, timeout: float | None = None
    ) -> Mapping[str, Any]:
        """Makes a request of the session and returns its answer. A task that is cancelled gives it up."""
        check_number("timeout", timeout)
        seconds = self.options.get("timeout", DEFAULT_TIMEOUT) if timeout is None else timeout
        number = next(self._numbers)
        if size is None:
            size = self.size_of(body)
        settled: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._requests[number] = settled
        try:
            self.command(commands.Ask(number, body, None if seconds == inf else seconds * 1000, size))
            outcome = await settled
        except asyncio.CancelledError:
            self._requests.pop(number, None)
            self._driver.command(commands.Cancel(number))
            raise
        finally:
            self._requests.pop(number, None)
        if isinstance(outcome, Failed):
            raise error_of_outcome(outcome)
        return outcome.frame

    def subscribe(self, channel: str, options: Mapping[str, Any], sink: SubscriptionSink) -> int:
        """Subscribes for a sink, and gives the number the session knows it under."""
        number = next(self._numbers)
        self._subscriptions[number] = sink
        self.command(commands.Subscribe(number, channel, options))
        return number

    def unsubscribe(self, number: int) -> None:
        """Ends a subscription; its sink is told nothing more."""
        if self._subscriptions.pop(number, None) is not None:
            self._driver.command(commands.Unsubscribe(number))

    def hold(self, channel: str, *, holds: bool) -> None:
        """Lets what is asked of a channel wait, or lets it go."""
        self._driver.command(commands.Hold(channel) if holds else commands.LetGo(channel))

    def use(self, part: MakePart) -> None:
        """Adds a part to the session."""
        self._session.use(part)

    def size_of(self, body: Mapping[str, Any]) -> int:
        """About how large a request is when it is sent."""
        frame = cast("ClientFrame", {"id": 0, "publishId": "", **body})
        return len(self._codec.encode([frame], inf)[0])

    def cast(self, method: str, params: Mapping[str, object] | None) -> None:
        """Calls a method without an answer, if there is a connection."""
        self.command(commands.Cast(method, cast("Mapping[str, object] | None", sendable(params, ".params"))))

    def later(self, seconds: float, wake: Callable[[], object]) -> Callable[[], None]:
        """Calls `wake` after so long, or as soon as the client has ended; never once what it returns was called."""

        def cancel() -> None:
            cancel_timer()
            stop_state()

        def run() -> None:
            cancel()
            wake()

        cancel_timer = self.timers.schedule(seconds, run)
        stop_state = self.listeners.on("state", lambda state: run() if end_of(state) is not None else None)
        return cancel

    def miss(self, gap: ChannelGap) -> None:
        """Tells the `gap` listeners of messages that a subscription lost which does not want to know; else the log."""
        self.listeners.emit("gap", gap)
        # Whoever asked for the newest message alone knows that others are left out.
        if not self.listeners.has("gap") and gap.reason != CONFLATED:
            _LOGGER.warning(UNHEEDED_GAP, gap.channel, gap.reason)

    def report(self, error: ParlanceError) -> None:
        """Tells the `error` listeners."""
        self.listeners.emit("error", error)

    async def close(self) -> None:
        """Ends the client, and returns when nothing of it is left."""
        if end_of(self.state) is None:
            self._driver.command(commands.Close())
        self.listeners.clear()
        await self._driver.finished()

    def _tell_message(self, number: int, frame: MessageFrame) -> None:
        sink = self._subscriptions.get(number)
        if sink is not None:
            sink.message(frame)

    def _tell(self, event: events.SessionEvent) -> None:
        match event:
            case events.MessageReceived(number, frame):
                self._tell_message(number, frame)
            case events.Settled(request, outcome):
                settled = self._requests.pop(request, None)
                if settled is not None and not settled.done():
                    settled.set_result(outcome)
            case events.GapFound(number) | events.CaughtUp(number) | events.SubscriptionChanged(number):
                self._tell_sink(number, event)
            case events.StateChanged(state):
                self.listeners.emit("state", state)
                if isinstance(state, ClosedState):
                    self.listeners.clear()
            case events.DirectReceived(frame):
                self.listeners.emit("direct", gap_of(frame) if frame["type"] == "gap" else message_of(frame))
            case events.PresenceChanged() | events.PresenceSynced():
                self.listeners.emit("presence", event)
            case events.CastReceived(frame):
                self.listeners.emit("cast", frame)
            case events.UnknownReceived(frame):
                self.listeners.emit("unknown", frame)
            case events.ErrorOccurred(error):
                self.report(error_of(error))

    def _tell_sink(self, number: int, event: events.GapFound | events.CaughtUp | events.SubscriptionChanged) -> None:
        sink = self._subscriptions.get(number)
        if sink is None:
            return
        match event:
            case events.GapFound(frame=frame):
                sink.gap(frame)
            case events.CaughtUp():
                sink.live()
            case events.SubscriptionChanged(state=state):
                if isinstance(state, UnsubscribedState):
                    del self._subscriptions[number]
                sink.told(state)


def _usual_transport() -> Transport:
    """A WebSocket; who uses another transport does not load it."""
    from parlance_runtime.realtime.transports.web_socket import web_socket

    return web_socket()
