"""A message of the application's on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.pointer import ABSENT, value_at, with_value_at

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.command import Send
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor


@dataclass(frozen=True, slots=True)
class BySending:
    """Nothing more is waited for once it has left."""


@dataclass(frozen=True, slots=True)
class ByReply:
    """The answer to it is waited for."""

    answers: Mapping[str, str | None]
    """Names of the answers, with the pointer of the id in each; `None`: any of that name will do."""
    id: object


@dataclass(frozen=True, slots=True)
class ByAcknowledgement:
    """The server's acknowledgement is waited for."""

    answer: str
    of: str
    id: object


Settling: TypeAlias = "BySending | ByReply | ByAcknowledgement"
"""What settles a message that was sent."""


@dataclass(slots=True)
class Exchange:
    """A message of the application's on its way."""

    id: int
    message: Message
    bytes: int
    settling: Settling
    deadline: float
    restoring: bool
    sent: bool = False


def exchange_of(command: Send, descriptor: SocketDescriptor, *, now: float, number: int) -> Exchange:
    """Makes an exchange of a command. An id that the document wants and the application left out is `number`."""
    message, settling = _settling_of(command, descriptor, number)
    deadline = inf if command.timeout_ms is None else now + command.timeout_ms
    return Exchange(command.id, message, command.bytes, settling, deadline, command.restoring)


def _settling_of(command: Send, descriptor: SocketDescriptor, number: int) -> tuple[Message, Settling]:
    message = command.message
    if command.reply:
        sent = descriptor["sends"].get(message.name, {})
        correlation = sent.get("correlation")
        pointers: Mapping[str, str] = correlation["answers"] if correlation else {}
        answers = {name: pointers.get(name) for name in sent.get("replies", ())}
        if correlation is None:
            return message, ByReply(answers, ABSENT)
        message = _with_id(message, correlation["pointer"], correlation["type"], number)
        return message, ByReply(answers, value_at(message.payload, correlation["pointer"]))
    rule = descriptor.get("acknowledgement", {}).get("send")
    if rule is None or message.name not in rule["messages"]:
        return message, BySending()
    message = _with_id(message, rule["id"], rule["type"], number)
    return message, ByAcknowledgement(rule["answer"], rule["of"], value_at(message.payload, rule["id"]))


def settles(message: Message, exchange: Exchange) -> bool:
    """Whether the message that came settles the exchange."""
    match exchange.settling:
        case BySending():
            return False
        case ByAcknowledgement(answer, of, identity):
            return message.name == answer and value_at(message.payload, of) == identity
        case ByReply(answers, identity):
            if message.name not in answers:
                return False
            pointer = answers[message.name]
            return pointer is None or value_at(message.payload, pointer) == identity


def conflict(one: Exchange, other: Exchange) -> bool:
    """Whether the answer of one could be taken for that of the other: then one waits for the other."""
    mine, theirs = one.settling, other.settling
    if not isinstance(mine, ByReply) or not isinstance(theirs, ByReply):
        return False
    return any(pointer is None and name in theirs.answers for name, pointer in mine.answers.items())


def _with_id(message: Message, pointer: str, kind: str, number: int) -> Message:
    if value_at(message.payload, pointer) is not ABSENT:
        return message
    identity = number if kind == "integer" else str(number)
    return Message(message.name, with_value_at(message.payload, pointer, identity))
