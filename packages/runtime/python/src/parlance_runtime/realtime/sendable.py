"""What can be sent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime.realtime_error import RealtimeError


def sendable(value: object, place: str = "", within: tuple[int, ...] = ()) -> object:
    """A value as JSON: models by wire name, dates as RFC 3339, a copy that nobody changes meanwhile.

    Raises a `RealtimeError` (`invalid_request`) that names the place of the first value that JSON cannot hold: a number
    that is none, bytes, a key that is no text, a cycle, an object of another kind.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _refuse(f"{place} is {value}")
    if id(value) in within:
        return _refuse(f"{place} is a cycle")
    here = (*within, id(value))
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {_key(key, place): sendable(member, f"{place}.{key}", here) for key, member in members.items()}
    if isinstance(value, bytes | bytearray | memoryview):
        return _refuse(f"{place} is bytes")
    if isinstance(value, Sequence):
        items = cast("Sequence[object]", value)
        return [sendable(item, f"{place}.{index}", here) for index, item in enumerate(items)]
    return sendable(_of_a_kind(value, place), place, here)


def _of_a_kind(value: object, place: str) -> object:
    """Models, dates and enums as the HTTP half writes them."""
    from datetime import date, datetime, time
    from enum import Enum

    from parlance_runtime.models.encode import to_json

    if isinstance(value, datetime | date | time | Enum) or hasattr(value, "model_fields_set"):
        return to_json(value)
    return _refuse(f"{place} is of type {type(value).__name__}")


def _key(key: object, place: str) -> str:
    return key if isinstance(key, str) else str(_refuse(f"{place} has the key {key!r}"))


def _refuse(flaw: str) -> object:
    message = f"{flaw.lstrip('.')}, which JSON cannot hold. Send something else"
    raise RealtimeError(SessionError("invalid_request", message, retryable=False))
