"""Tells messages that come by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.pointer import ABSENT, value_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from parlance_runtime.protocol.socket.socket_descriptor import MessageRule

UNKNOWN = "unknown"
"""The name of what no rule tells."""


def recognise(rules: Sequence[MessageRule], data: str | bytes) -> Message:
    """Tells a message that came by the first rule that holds.

    Text that is JSON is read as such, other text is itself; bytes are themselves. What no rule tells has the name
    `unknown`.
    """
    payload = _parse(data) if isinstance(data, str) else data
    for rule in rules:
        codec = rule.get("codec")
        if codec == "text" and isinstance(data, str):
            return Message(rule["name"], data)
        if codec == "bytes" and not isinstance(data, str):
            return Message(rule["name"], data)
        if codec is None and isinstance(data, str) and _holds(rule, payload):
            return Message(rule["name"], payload, data)
    return Message(UNKNOWN, payload)


def _holds(rule: MessageRule, payload: object) -> bool:
    kind = rule.get("type")
    return (
        (kind is None or kind == _type_of(payload))
        and all(_same(value_at(payload, pointer), value) for pointer, value in rule.get("is", {}).items())
        and all(value_at(payload, pointer) is not ABSENT for pointer in rule.get("has", ()))
    )


_TYPES: Mapping[object, str] = {
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def _type_of(value: object) -> str:
    return _TYPES.get(type(value), "null")


def _same(value: object, constant: object) -> bool:
    """Constants are nearly always scalars; others are compared as their text. 1 is not true here."""
    if isinstance(constant, dict | list | tuple):
        return value is not ABSENT and json.dumps(value) == json.dumps(constant)
    return value == constant and _type_of(value) == _type_of(constant)


def _parse(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text


def _refuse(constant: str) -> object:
    """`NaN` and its kind are Python's, not JSON's."""
    raise ValueError(constant)
