"""Whether the server is still there."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from parlance_runtime.protocol.socket.effect import Ping
from parlance_runtime.protocol.socket.message import Message

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.context import SocketContext
    from parlance_runtime.protocol.socket.socket_descriptor import HeartbeatRule


class SocketHeartbeat:
    """Whether the server is still there. Off unless the application or the document configures it."""

    __slots__ = ("_beat_at", "_context", "_dead_at", "_rule")

    def __init__(self, context: SocketContext) -> None:
        self._context = context
        self._rule = _rule_of(context)
        self._beat_at = inf
        self._dead_at = inf

    @property
    def deadline(self) -> float:
        """When there is something to do."""
        return min(self._beat_at, self._dead_at)

    @property
    def is_dead(self) -> bool:
        """Whether the server was silent for too long."""
        return self._context.now >= self._dead_at

    def start(self) -> None:
        """A connection holds."""
        self._dead_at = inf
        self._beat_at = inf if self._rule is None else self._context.now + self._rule["intervalMs"]

    def stop(self) -> None:
        """It is gone."""
        self._beat_at = inf
        self._dead_at = inf

    def heard(self) -> None:
        """Anything that comes is a sign of life."""
        self._dead_at = inf

    def beat(self) -> None:
        """Sends a sign of life of ours when it is due."""
        context, rule = self._context, self._rule
        if rule is None or context.connection is None or context.now < self._beat_at:
            return
        message = rule.get("message")
        if message is None:
            context.emit(Ping(context.connection))
        else:
            context.send(Message(message["name"], message["payload"]))
        self._beat_at = context.now + rule["intervalMs"]
        self._dead_at = min(self._dead_at, context.now + rule["timeoutMs"])


def _rule_of(context: SocketContext) -> HeartbeatRule | None:
    given = context.options.heartbeat
    rule = context.descriptor.get("heartbeat") if given is None else given or None
    return rule if rule is not None and ("message" in rule or context.options.can_ping) else None
