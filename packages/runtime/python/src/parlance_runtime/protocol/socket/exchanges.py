"""What the application sends."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.socket.effect import Failed, Replied, Sent, Settle, SocketOutcome
from parlance_runtime.protocol.socket.exchange import (
    ByAcknowledgement,
    ByReply,
    BySending,
    Exchange,
    conflict,
    exchange_of,
    settles,
)

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.command import Send
    from parlance_runtime.protocol.socket.context import SocketContext
    from parlance_runtime.protocol.socket.message import Message


class Exchanges:
    """What the application sends: it waits in order while there is no connection, and settles once."""

    __slots__ = ("_all", "_context", "_last")

    def __init__(self, context: SocketContext) -> None:
        self._context = context
        self._all: dict[int, Exchange] = {}
        # The number of the newest exchange: its id where the document wants one.
        self._last = 0

    @property
    def deadline(self) -> float:
        """When the next of them has waited long enough."""
        return min((each.deadline for each in self._all.values()), default=inf)

    def add(self, command: Send, *, ready: bool) -> None:
        """Takes a message. `ready`: what waits may be sent."""
        context = self._context
        self._last += 1
        exchange = exchange_of(command, context.descriptor, now=context.now, number=self._last)
        self._all[exchange.id] = exchange
        self.flush(ready=ready)
        if not exchange.sent and self._is_full():
            self._settle(exchange, QUEUE_FULL)

    def flush(self, *, ready: bool) -> None:
        """Sends what waits; while the socket is being restored, only what belongs to that."""
        if self._context.connection is None:
            return
        for exchange in list(self._all.values()):
            if exchange.sent or not (ready or exchange.restoring) or self._has_conflict(exchange):
                continue
            exchange.sent = True
            self._context.send(exchange.message)
            if isinstance(exchange.settling, BySending):
                self._settle(exchange, Sent())

    def received(self, message: Message) -> bool:
        """Tells whom a message answers. Returns true if it is an acknowledgement, which is for nobody else."""
        for exchange in self._all.values():
            if exchange.sent and settles(message, exchange):
                acknowledged = isinstance(exchange.settling, ByAcknowledgement)
                self._settle(exchange, Sent() if acknowledged else Replied(message))
                return acknowledged
        return False

    def lost(self) -> None:
        """The connection is lost.

        What is not acknowledged is sent again, first; whether a request was carried out nobody can tell.
        """
        for exchange in list(self._all.values()):
            if exchange.restoring:
                self._settle(exchange, CONNECTION_LOST)
            elif exchange.sent and isinstance(exchange.settling, ByReply):
                self._settle(exchange, OUTCOME_UNKNOWN)
            else:
                exchange.sent = False

    def expire(self) -> None:
        """Ends those whose time is over."""
        for exchange in list(self._all.values()):
            if exchange.deadline <= self._context.now:
                self._settle(exchange, TIMEOUT)

    def cancel(self, number: int) -> None:
        """Nobody waits for it any more."""
        exchange = self._all.get(number)
        if exchange is not None:
            self._settle(exchange, CANCELLED)

    def end(self, error: SessionError) -> None:
        """Ends all, for good."""
        for exchange in list(self._all.values()):
            self._settle(exchange, Failed(error))

    def _settle(self, exchange: Exchange, outcome: SocketOutcome) -> None:
        del self._all[exchange.id]
        self._context.emit(Settle(exchange.id, outcome))

    def _has_conflict(self, exchange: Exchange) -> bool:
        return any(each.sent and conflict(exchange, each) for each in self._all.values())

    def _is_full(self) -> bool:
        options = self._context.options
        waiting = [each.bytes for each in self._all.values() if not each.sent]
        return len(waiting) > options.queue_messages or sum(waiting) > options.queue_bytes


def _failure(code: str, message: str, *, retryable: bool) -> Failed:
    return Failed(SessionError(code, message, retryable))


QUEUE_FULL = _failure(
    "queue_full",
    "The queue is full: the connection is away, and too much waits for it. Send less, or later",
    retryable=True,
)
CONNECTION_LOST = _failure("connection_lost", "The connection was lost while the socket was restored", retryable=True)
OUTCOME_UNKNOWN = _failure(
    "outcome_unknown",
    "The connection was lost before the answer came: it was sent, and nobody can tell whether it was carried out",
    retryable=False,
)
TIMEOUT = _failure("timeout", "No answer came in time", retryable=True)
CANCELLED = _failure("cancelled", "The application waits for it no more", retryable=False)
