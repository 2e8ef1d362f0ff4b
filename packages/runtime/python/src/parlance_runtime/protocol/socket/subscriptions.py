"""What the application subscribed to by key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parlance_runtime.protocol.socket.context import filled
from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.pointer import ABSENT, value_at, with_value_at

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.context import SocketContext


@dataclass(slots=True)
class _Subscribed:
    key: str
    payload: object
    position: object
    """That of the last message that came for it; `ABSENT`: none."""


class SocketSubscriptions:
    """What the application subscribed to by key, and how far each was heard."""

    __slots__ = ("_all", "_context", "_rule")

    def __init__(self, context: SocketContext) -> None:
        self._context = context
        self._rule = context.descriptor.get("subscription")
        self._all: dict[int, _Subscribed] = {}

    def add(self, subscription: int, payload: object) -> None:
        """Several of one key are one for the server."""
        key = _key_of(value_at(payload, self._rule["key"] if self._rule else ""))
        others = self._of(key)
        self._all[subscription] = _Subscribed(key, payload, ABSENT)
        if not others:
            self._ask(payload, ABSENT)

    def remove(self, subscription: int) -> None:
        """Nobody reads it any more."""
        found = self._all.pop(subscription, None)
        rule = self._rule
        if found is None or rule is None or "unsubscribe" not in rule or self._of(found.key):
            return
        self._context.send(filled(rule["unsubscribe"], rule["key"], value_at(found.payload, rule["key"])))

    def restore(self) -> None:
        """Asks again for all of them, on a new connection."""
        first = {each.key: each for each in reversed(self._all.values())}
        for each in self._all.values():
            if first[each.key] is each:
                self._ask(each.payload, each.position)

    def received(self, message: Message, position: object) -> Sequence[int]:
        """The subscriptions that a message is for; its position is theirs from now on."""
        value = ABSENT if self._rule is None else value_at(message.payload, self._rule["of"])
        if value is ABSENT:
            return ()
        found = self._of(_key_of(value))
        for number in found:
            subscribed = self._all[number]
            subscribed.position = subscribed.position if position in (ABSENT, None) else position
        return found

    def _of(self, key: str) -> list[int]:
        return [number for number, each in self._all.items() if each.key == key]

    def _ask(self, payload: object, position: object) -> None:
        if self._rule is None:
            return
        name = self._rule["subscribe"]
        resume = self._context.descriptor.get("resume")
        message = None if resume is None else resume.get("message")
        if resume is not None and position is not ABSENT and message is not None and message["name"] == name:
            payload = with_value_at(payload, resume.get("pointer", ""), position)
        self._context.send(Message(name, payload))


def _key_of(value: object) -> str:
    """Keys may be lists or objects: they are compared by their JSON."""
    return "" if value is ABSENT else json.dumps(value)
