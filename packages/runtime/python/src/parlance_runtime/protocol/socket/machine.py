"""A socket that does not speak the Parlance protocol, as a state machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Literal, TypeAlias

from parlance_runtime.http.write_parameter import text_of
from parlance_runtime.protocol.frames.codes_gen import CLOSED
from parlance_runtime.protocol.session.back_off import BackOff
from parlance_runtime.protocol.session.connection_state import ClosedState, ConnectingState, FailedState, IdleState
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.socket import command as commands
from parlance_runtime.protocol.socket import effect as effects
from parlance_runtime.protocol.socket import input as inputs
from parlance_runtime.protocol.socket.context import SocketContext, filled
from parlance_runtime.protocol.socket.exchanges import Exchanges
from parlance_runtime.protocol.socket.heartbeat import SocketHeartbeat
from parlance_runtime.protocol.socket.loss import GOODBYE, loss_of, lost_because
from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.pointer import ABSENT, value_at
from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor
from parlance_runtime.protocol.socket.socket_options import SocketMachineOptions
from parlance_runtime.protocol.socket.socket_state import OpenState, SocketState, WaitingState
from parlance_runtime.protocol.socket.subscriptions import SocketSubscriptions
from parlance_runtime.protocol.socket.token import SocketToken

PATIENCE_MS = 10_000
"""How long the token may take, opening, and restoring."""

Step: TypeAlias = Literal["token", "opening", "restoring"]
"""What the machine waits for while its state is `connecting`."""


class SocketMachine:
    """A socket without a socket, timer or clock of its own.

    What the application asks and what the driver reports goes in with the time, effects come out. Times are
    milliseconds since 1970.
    """

    def __init__(self, descriptor: SocketDescriptor, options: SocketMachineOptions) -> None:
        self._context = SocketContext(descriptor, options)
        self._back_off = BackOff(self._context)
        self._exchanges = Exchanges(self._context)
        self._subscriptions = SocketSubscriptions(self._context)
        self._heartbeat = SocketHeartbeat(self._context)
        self._token = SocketToken(self._context)
        self._state: SocketState = IdleState()
        self._step: Step = "opening"
        self._patience = inf
        self._opened_at = 0.0
        # Attempts since the last connection.
        self._attempt = 0
        # The number of the newest connection.
        self._last = 0
        # The last position that was seen.
        self._position: object = ABSENT
        self._wake_at: float | None = None

    @property
    def state(self) -> SocketState:
        """Where the socket is."""
        return self._state

    def command(self, command: commands.SocketCommand, now: float) -> Sequence[effects.SocketEffect]:
        """Carries out a command of the application's."""
        return self._run(now, lambda: self._obey(command))

    def input(self, given: inputs.SocketInput, now: float) -> Sequence[effects.SocketEffect]:
        """Takes a report of the driver's."""
        return self._run(now, lambda: self._receive(given))

    def tick(self, now: float) -> Sequence[effects.SocketEffect]:
        """To be called at the time of the last `Wake`."""
        # The timer is used up, also if it fired a little early.
        self._wake_at = None
        return self._run(now, self._tick)

    def _run(self, now: float, step: Callable[[], None]) -> Sequence[effects.SocketEffect]:
        context = self._context
        context.now = max(now, context.now)
        context.effects = []
        step()
        at = self._deadline()
        if at != self._wake_at:
            context.emit(effects.Wake(at))
        self._wake_at = at
        return context.effects

    def _deadline(self) -> float | None:
        waits = self._state.until if isinstance(self._state, WaitingState) else inf
        heartbeat, exchanges, token = self._heartbeat.deadline, self._exchanges.deadline, self._token.deadline
        at = min(waits, self._patience, heartbeat, exchanges, token)
        return None if at == inf else at

    def _obey(self, command: commands.SocketCommand) -> None:
        match command:
            case commands.Connect():
                if isinstance(self._state, IdleState):
                    self._connect()
            case commands.Send():
                self._exchanges.add(command, ready=self._is_open)
                if isinstance(self._state, FailedState | ClosedState):
                    self._exchanges.end(self._reason)
            case commands.Cancel(number):
                self._exchanges.cancel(number)
            case commands.Subscribe(subscription, payload):
                self._when_open(lambda: self._subscriptions.add(subscription, payload))
            case commands.Unsubscribe(subscription):
                self._when_open(lambda: self._subscriptions.remove(subscription))
            case commands.Acknowledge(connection, message):
                if connection == self._context.connection:
                    self._context.send(message)
            case commands.Close():
                self._let_go(GOODBYE, "")
                self._end(ClosedState())

    def _when_open(self, change: Callable[[], None]) -> None:
        """Subscriptions are asked for when the connection is restored, not before."""
        connection = self._context.connection
        if not self._is_open:
            self._context.connection = None
        change()
        self._context.connection = connection

    def _receive(self, given: inputs.SocketInput) -> None:
        if isinstance(given, inputs.TokenFetched):
            self._took_token(given)
        elif isinstance(given, inputs.TokenFailed):
            if self._is_open:
                self._token.failed()
            elif self._step == "token" and not self._is_over:
                self._lost(SessionError("token_unavailable", given.message, retryable=True, cause=given.cause))
        elif given.connection == self._last and not self._is_over:
            self._hear(given)

    def _hear(
        self,
        given: inputs.Opened
        | inputs.Closed
        | inputs.MessageCame
        | inputs.Pong
        | inputs.Restored
        | inputs.RestoreFailed,
    ) -> None:
        match given:
            case inputs.Opened(connection):
                if self._step == "opening":
                    self._opened(connection)
            case inputs.Closed():
                self._closed(given)
            case inputs.MessageCame(_, message):
                self._heard(message)
            case inputs.Pong():
                self._heartbeat.heard()
            case inputs.Restored():
                if self._step == "restoring" and isinstance(self._state, ConnectingState):
                    self._restored()
            case inputs.RestoreFailed(_, message, cause):
                self._drop(SessionError("restore_failed", message, retryable=True, cause=cause))

    @property
    def _is_open(self) -> bool:
        return isinstance(self._state, OpenState)

    @property
    def _is_over(self) -> bool:
        return not isinstance(self._state, ConnectingState | OpenState)

    def _connect(self) -> None:
        self._attempt += 1
        self._become(ConnectingState(self._attempt))
        self._patience = self._context.now + PATIENCE_MS
        if self._token.is_wanted:
            self._step = "token"
            self._context.emit(effects.FetchToken())
        else:
            self._open()

    def _took_token(self, given: inputs.TokenFetched) -> None:
        if self._is_over:
            return
        self._token.take(given.token, given.expires_at)
        if self._is_open:
            self._token.renew()
        elif self._step == "token":
            self._open()

    def _open(self) -> None:
        query = dict(self._token.at("query"))
        resume = self._context.descriptor.get("resume", {})
        if "query" in resume and self._position is not ABSENT:
            query[resume["query"]] = text_of(self._position)
        self._step = "opening"
        self._patience = self._context.now + PATIENCE_MS
        self._last += 1
        self._context.emit(effects.Open(self._last, query, self._token.at("header")))

    def _opened(self, connection: int) -> None:
        self._step = "restoring"
        self._patience = self._context.now + PATIENCE_MS
        self._context.connection = connection
        self._heartbeat.start()
        self._token.greet()
        self._context.emit(effects.Restore(connection))

    def _restored(self) -> None:
        context = self._context
        self._patience = inf
        self._opened_at = context.now
        self._attempt = 0
        self._go_on()
        self._become(OpenState())
        self._subscriptions.restore()
        self._exchanges.flush(ready=True)

    def _go_on(self) -> None:
        """Sends the last position, where the document has a message of its own for it."""
        resume = self._context.descriptor.get("resume", {})
        subscription = self._context.descriptor.get("subscription", {})
        message = resume.get("message")
        if message is None or message["name"] == subscription.get("subscribe") or self._position is ABSENT:
            return
        self._context.send(filled(message, resume.get("pointer", ""), self._position))

    def _heard(self, message: Message) -> None:
        context = self._context
        self._heartbeat.heard()
        if context.connection is None or self._exchanges.received(message):
            return
        position: object = ABSENT
        if "resume" in context.descriptor:
            position = value_at(message.payload, context.descriptor["resume"]["position"])
        if position is not ABSENT and position is not None:
            self._position = position
        subscriptions = self._subscriptions.received(message, position)
        acknowledge = self._acknowledgement_of(message)
        context.emit(effects.Deliver(context.connection, message, subscriptions, acknowledge))
        # An answer may have made way for a request that waited for it.
        self._exchanges.flush(ready=self._is_open)

    def _acknowledgement_of(self, message: Message) -> Message | None:
        rule = self._context.descriptor.get("acknowledgement", {}).get("receive")
        if rule is None or message.name not in rule["messages"]:
            return None
        identity = value_at(message.payload, rule["id"])
        return None if identity is ABSENT else filled(rule["answer"], rule["of"], identity)

    def _closed(self, given: inputs.Closed) -> None:
        self._context.connection = None
        if given.code == GOODBYE and given.error is None:
            self._end(ClosedState())
            return
        close = self._context.descriptor.get("close")
        error, final = loss_of(given, () if close is None else close["final"])
        self._lost(error, final=final)

    def _drop(self, error: SessionError) -> None:
        """Gives the connection up and tries again."""
        self._let_go(1001, "")
        self._lost(error)

    def _let_go(self, code: int, reason: str) -> None:
        if not self._is_over and self._step != "token":
            self._context.emit(effects.CloseConnection(self._last, code, reason))
        self._context.connection = None

    def _lost(self, error: SessionError, *, final: bool = False) -> None:
        now = self._context.now
        if self._is_open:
            self._back_off.lived(now - self._opened_at)
        self._rest()
        if final:
            self._end(FailedState(error))
            return
        self._exchanges.lost()
        until = now + max(self._back_off.next(at_once=False), error.after_ms or 0)
        self._become(WaitingState(self._attempt + 1, until, error))

    def _end(self, state: ClosedState | FailedState) -> None:
        if isinstance(self._state, ClosedState | FailedState):
            return
        self._rest()
        self._become(state)
        self._exchanges.end(self._reason)

    def _rest(self) -> None:
        """Nothing of the connection is waited for any more."""
        self._context.connection = None
        self._patience = inf
        self._heartbeat.stop()
        self._token.stop()

    @property
    def _reason(self) -> SessionError:
        return self._state.error if isinstance(self._state, FailedState) else CLOSED

    def _become(self, state: SocketState) -> None:
        self._state = state
        self._context.emit(effects.StateChanged(state))

    def _tick(self) -> None:
        now = self._context.now
        self._exchanges.expire()
        if isinstance(self._state, WaitingState) and now >= self._state.until:
            self._connect()
        elif now >= self._patience:
            self._drop(SLOW_RESTORE if self._step == "restoring" else SLOW_OPENING)
        elif self._heartbeat.is_dead:
            self._drop(SILENT)
        else:
            self._heartbeat.beat()
            self._token.tick()
            self._exchanges.flush(ready=self._is_open)


SLOW_OPENING = lost_because("The connection did not open in time")
SLOW_RESTORE = lost_because("`restore` did not end in time")
SILENT = lost_because("The server was silent for too long")
