"""From idle to connected and back again."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, inf
from typing import TYPE_CHECKING

from parlance_runtime.protocol.frames.codes_gen import (
    CONNECTION_LOST,
    CREDENTIALS_FAILED,
    NAMED_CLOSE_CODES,
    NOT_CONNECTED,
    TIMEOUT,
)
from parlance_runtime.protocol.session.back_off import BackOff
from parlance_runtime.protocol.session.connection_state import (
    ClosedState,
    ConnectedState,
    ConnectingState,
    ConnectionState,
    FailedState,
    IdleState,
)
from parlance_runtime.protocol.session.heartbeat import Heartbeat
from parlance_runtime.protocol.session.loss import Loss, session_is_gone
from parlance_runtime.protocol.session.phase import Attempting, Connected, Phase, Resting, Waiting, is_open
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.session.session_event import ErrorOccurred
from parlance_runtime.protocol.session.shown_state import ShownState
from parlance_runtime.protocol.session.verdict import verdict_of

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import WelcomeFrame
    from parlance_runtime.protocol.session.connectable import Connectable
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.input import TokenFailed
    from parlance_runtime.protocol.session.token import Token

GOING_AWAY = 1001
"""The close code of who goes away and may come back (RFC 6455 section 7.4.1);
1000 is a goodbye and ends the session.
"""


class Connecting:
    """From idle to connected and back again: attempts, one transport at a time, back-off, and when it is over."""

    __slots__ = (
        "_back_off",
        "_online",
        "_phase",
        "_session",
        "_shown",
        "_to",
        "context",
        "heartbeat",
        "token",
        "users",
    )

    def __init__(self, context: Context, token: Token, users: Connectable) -> None:
        self.context = context
        self.token = token
        self.users = users
        self.heartbeat = Heartbeat(context)
        self._shown = ShownState(context)
        self._back_off = BackOff(context)
        # Where to connect instead, for one attempt: the `to` of a `bye`.
        self._to: str | None = None
        self._phase: Phase = Resting("idle")
        self._online = True
        # The key to resume with.
        self._session: str | None = None

    @property
    def state(self) -> ConnectionState:
        """What the application is shown."""
        return self._shown.current

    @property
    def connected(self) -> bool:
        """Whether there is a connection."""
        return isinstance(self._phase, Connected)

    @property
    def ended(self) -> bool:
        """Whether there will never be one again."""
        return isinstance(self._phase, Resting) and self._phase.name == "ended"

    def connect(self) -> None:
        """Begins, if nothing did yet."""
        if not isinstance(self._phase, Resting) or self._phase.name != "idle":
            return
        now = self.context.now
        self._phase = Waiting(now, floor=now)
        self._shown.become(ConnectingState(attempt=1))
        self._start_if_due()

    def disconnect(self) -> None:
        """Lets go of the connection and of the attempts to have one, until `connect`.

        The session is resumed then, if the server has it.
        """
        phase = self._phase
        if isinstance(phase, Resting):
            return
        self._phase = Resting("idle")
        self.context.detach("disconnected", GOING_AWAY)
        self._to = None
        if is_open(phase):
            self.users.broken(NOT_CONNECTED)
        self._back_off.reset()
        self._shown.become(IdleState())

    def close(self) -> None:
        """Ends the session for good."""
        self._end(ClosedState())

    def opened(self) -> None:
        """The transport takes frames."""
        if isinstance(self._phase, Attempting) and self._phase.name == "opening":
            self._phase = replace(self._phase, name="greeting")
            self.context.send(self.users.hello(self._session))

    def welcomed(self, frame: WelcomeFrame) -> None:
        """The server accepted the connection."""
        if not isinstance(self._phase, Attempting) or self._phase.name != "greeting":
            return
        now = self.context.now
        self._phase = Connected(now)
        self._session = frame["session"]
        self._back_off.welcomed(frame["retry"])
        self.context.limits = frame["limits"]
        self.context.window_ms = frame["windowMs"]
        self.heartbeat.start(frame)
        self.token.accepted(frame["tokenTtlMs"])
        self._shown.become(ConnectedState(frame["connection"], frame["user"], frame["resumed"], since=now))
        self.users.welcomed(frame)

    def token_ready(self) -> None:
        """A token came, or none is needed."""
        if self._waits_for_token:
            self._open()

    def token_failed(self, failure: TokenFailed) -> None:
        """The provider of tokens failed: for good, for this attempt, or for the refresh, which is tried again."""
        error = replace(CREDENTIALS_FAILED, message=failure.message, retryable=not failure.final, cause=failure.cause)
        self.token.failed(connected=self.connected)
        if failure.final:
            self._end(FailedState(error))
        elif self._waits_for_token:
            self.lose(Loss(error, "later"))
        elif self.connected:
            self.context.emit(ErrorOccurred(error))

    def lose(self, loss: Loss, close_code: int | None = None) -> None:
        """The attempt or the connection is over, because of the transport, the server, the token or the time."""
        phase = self._phase
        if isinstance(phase, Resting | Waiting):
            return
        life_ms = self.context.now - phase.since if isinstance(phase, Connected) else None
        verdict = verdict_of(loss, self.token, self._back_off, life_ms)
        if isinstance(verdict, SessionError):
            self._end(FailedState(verdict), close_code)
            return
        error = loss.error
        self.context.detach(error.code, close_code)
        self._to = loss.to
        if session_is_gone(error):
            self._session = None
        if is_open(phase):
            self.users.broken(error)
        self._wait(verdict, error)

    def network(self, *, online: bool) -> None:
        """The host went offline or online."""
        self._online = online
        if online:
            self.wake_up()
        elif isinstance(self._phase, Waiting):
            self._shown.retry(None)

    def wake_up(self) -> None:
        """Whatever was waited for may be due or dead: tries at once, or asks the server for a sign of life."""
        match self._phase:
            case Connected():
                self.heartbeat.probe()
            case Waiting() as phase:
                self._phase = replace(phase, until=max(self.context.now, phase.floor))
                self._start_if_due()
            case _:
                pass

    def tick(self) -> None:
        """Does what is due."""
        if self.context.now < self.deadline:
            return
        if isinstance(self._phase, Waiting):
            self._start_if_due()
        elif self.connected:
            self.lose(Loss(CONNECTION_LOST, "later"), NAMED_CLOSE_CODES["ping_timeout"])
        else:
            self.lose(Loss(TIMEOUT, "later"))

    @property
    def deadline(self) -> float:
        """When there is something to do unless something happens."""
        match self._phase:
            case Connected():
                return self.heartbeat.deadline
            case Attempting(until=until):
                return until
            case Waiting(until=until):
                return until if self._online else inf
            case Resting():
                return inf

    @property
    def _waits_for_token(self) -> bool:
        return isinstance(self._phase, Attempting) and self._phase.name == "token"

    def _wait(self, ms: float, error: SessionError) -> None:
        now = self.context.now
        floor = now + (error.after_ms or 0)
        until = ceil(floor + ms)
        self._phase = Waiting(until, floor)
        retry_at = until if self._online and until > now else None
        self._shown.lost(error, retry_at, session=self._session is not None)
        self._start_if_due()

    def _start_if_due(self) -> None:
        if not isinstance(self._phase, Waiting) or not self._online:
            return
        now = self.context.now
        if now < self._phase.until:
            self._shown.retry(self._phase.until)
            return
        self._phase = Attempting("token", now + self.context.options.connect_timeout_ms)
        self._shown.retry(None)
        if self.token.ready():
            self._open()

    def _open(self) -> None:
        if not isinstance(self._phase, Attempting):
            return
        if self.token.refusal is not None:
            self._end(FailedState(self.token.refusal))
            return
        self._phase = replace(self._phase, name="opening")
        self.context.open(self._to)
        self._to = None

    def _end(self, state: ClosedState | FailedState, close_code: int | None = None) -> None:
        self._phase = Resting("ended")
        self.context.detach(state.status, close_code)
        self.users.ended(state.error if isinstance(state, FailedState) else None)
        self._shown.become(state)
