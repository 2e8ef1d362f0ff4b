"""A session with a server, over as many connections as it takes."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from parlance_runtime.protocol.frames.codes_gen import DECODE_FAILED
from parlance_runtime.protocol.session import input as inputs
from parlance_runtime.protocol.session.context import Context
from parlance_runtime.protocol.session.effect import Effect, Wake
from parlance_runtime.protocol.session.loss import Loss, loss_by_close
from parlance_runtime.protocol.session.machine import Machine
from parlance_runtime.protocol.session.obey import obey, refuse_after_end
from parlance_runtime.protocol.session.receive import receive

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ConnectionLimits, ServerFrame
    from parlance_runtime.protocol.session.command import Command
    from parlance_runtime.protocol.session.connection_state import ConnectionState
    from parlance_runtime.protocol.session.part import MakePart
    from parlance_runtime.protocol.session.session_options import SessionOptions

MALFORMED = 1002
"""The close code for what is no frame (RFC 6455 section 7.4.1)."""


class Session:
    """A session with a server, over as many connections as it takes, as a state machine without I/O.

    It is told what the application wants and what happens, and answers with what to do. `now` is the driver's clock in
    milliseconds, which must not go back; the machine has no other.
    """

    __slots__ = ("_by_address", "_context", "_heartbeat", "_machine", "_wake_at")

    def __init__(self, options: SessionOptions) -> None:
        self._context = Context(options)
        self._machine = Machine(self._context)
        self._by_address = self._machine.subscriptions.by_address
        self._heartbeat = self._machine.connecting.heartbeat
        # The time asked for by the last `Wake`.
        self._wake_at = inf

    @property
    def state(self) -> ConnectionState:
        """Where the session stands."""
        return self._machine.connecting.state

    @property
    def limits(self) -> ConnectionLimits | None:
        """What the server allows on a connection, as it last said; `None` before the first `welcome`."""
        return self._context.limits

    def use(self, part: MakePart) -> None:
        """Adds a part, such as `presence`, before the first thing that needs it; once, however often it is asked."""
        parts = self._machine.parts
        if part not in parts:
            parts[part] = part(self._machine)

    def command(self, command: Command, now: float) -> list[Effect]:
        """What the application wants. After the end everything is refused at once, with the reason."""
        self._begin(now)
        if self._machine.connecting.ended:
            refuse_after_end(self._machine, command)
        else:
            obey(self._machine, command)
        return self._finish()

    def input(self, given: inputs.Input, now: float) -> list[Effect]:
        """What happened. A batch of frames is as many calls."""
        self._begin(now)
        context = self._context
        if isinstance(given, inputs.FrameReceived):
            if given.transport != context.transport:
                return context.effects
            receive(self._machine, given.frame)
            # A message that is passed on moves no deadline.
            if given.frame["type"] == "message" and len(context.effects) < 2:
                return context.effects
        else:
            self._happened(given)
        return self._finish()

    def follow(self, transport: int, frame: ServerFrame, now: float) -> int | None:
        """The short way for what nearly all frames are, a message that is exactly the next of a subscription.

        Moves its position and returns its number, without effects. The message is the driver's to tell. `None`: nothing
        was done, `input` takes it.
        """
        context = self._context
        if frame["type"] != "message" or transport != context.transport:
            return None
        subscription = self._by_address.get(frame.get("subscription", frame["channel"]))
        if subscription is None or not subscription.follow(frame):
            return None
        context.now = now
        self._heartbeat.heard()
        return subscription.number

    def tick(self, now: float) -> list[Effect]:
        """It is the time that the last `Wake` asked for, or later."""
        self._begin(now)
        self._wake_at = inf
        self._machine.tick()
        return self._finish()

    def _begin(self, now: float) -> None:
        self._context.now = now
        self._context.effects = []

    def _happened(self, given: inputs.Input) -> None:
        machine = self._machine
        if machine.connecting.ended:
            return
        match given:
            case inputs.TokenFetched(token):
                machine.token.fetched(token, connected=machine.connecting.connected)
                machine.connecting.token_ready()
            case inputs.TokenFailed():
                machine.connecting.token_failed(given)
            case inputs.NetworkChanged(online):
                machine.connecting.network(online=online)
            case inputs.Resumed():
                machine.connecting.wake_up()
            case _:
                if given.transport == self._context.transport:
                    self._transport_happened(given)

    def _transport_happened(self, given: inputs.TransportInput) -> None:
        machine = self._machine
        match given:
            case inputs.Opened():
                machine.connecting.opened()
            case inputs.Closed():
                self._context.transport = None
                machine.connecting.lose(loss_by_close(given))
            case inputs.Malformed(message=message):
                machine.connecting.lose(Loss(replace(DECODE_FAILED, cause=message), "later"), MALFORMED)
            case inputs.PressureChanged(paused=paused):
                machine.requests.pause(paused=paused)
            case inputs.FrameReceived(frame=frame):
                receive(machine, frame)

    def _finish(self) -> list[Effect]:
        """Asks to be woken, if that is earlier than asked before.

        To be woken for nothing is cheaper than to move a timer.
        """
        at = self._machine.deadline
        if at < self._wake_at or (at == inf and self._wake_at != inf):
            self._wake_at = at
            self._context.effects.append(Wake(None if at == inf else at))
        return self._context.effects
