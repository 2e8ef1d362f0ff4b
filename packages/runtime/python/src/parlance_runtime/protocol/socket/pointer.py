"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import cast


class Absent(Enum):
    """What stands at a pointer where nothing stands, since `None` is JSON's null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


def value_at(value: object, pointer: str) -> object:
    """What stands at a JSON pointer; `ABSENT`: nothing."""
    for token in _tokens_of(pointer):
        value = _member(value, token)
        if value is ABSENT:
            return ABSENT
    return value


def with_value_at(value: object, pointer: str, put: object) -> object:
    """A copy of the value in which something else stands at the pointer.

    Objects on the way are made where they are missing.
    """
    return _place(value, _tokens_of(pointer), put)


def _place(value: object, tokens: Sequence[str], put: object) -> object:
    if not tokens:
        return put
    first, *rest = tokens
    inner = _place(_member(value, first), rest, put)
    if isinstance(value, list) and _is_index(first):
        items = cast("list[object]", value)
        index = int(first)
        return [*items[:index], *[None] * (index - len(items)), inner, *items[index + 1 :]]
    members: Mapping[str, object] = cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}
    return {**members, first: inner}


def _member(value: object, token: str) -> object:
    if isinstance(value, Mapping):
        return cast("Mapping[str, object]", value).get(token, ABSENT)
    if isinstance(value, list) and _is_index(token):
        items = cast("list[object]", value)
        return items[int(token)] if int(token) < len(items) else ABSENT
    return ABSENT


def _is_index(text: str) -> bool:
    # Longer ones are no index of any list, and cost time to read.
    return text.isascii() and text.isdigit() and len(text) < 10 and (text == "0" or text[0] != "0")


def _tokens_of(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
