"""Documents and their differences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from parlance_runtime.realtime.documents.document import DiffStep

_INDEX = re.compile("-|0|[1-9][0-9]*")


def apply_diff(value: object, diff: Sequence[DiffStep]) -> Any:
    """The value after the steps of a diff (RFC 6902: add, replace, remove).

    The given one is not changed, and what is equal is shared. Raises a `ValueError` if a step does not fit the value.
    """
    for step in diff:
        value = _apply(value, _path_of(step.get("path", "")), step)
    return value


def _path_of(pointer: str) -> list[str]:
    """The parts of a JSON pointer (RFC 6901 section 4)."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _apply(value: object, path: Sequence[str], step: DiffStep) -> object:
    if not path:
        return None if step.get("op") == "remove" else step.get("value")
    if isinstance(value, list):
        return _in_list(cast("list[object]", value), path[0], path[1:], step)
    if not isinstance(value, dict):
        raise _misfit(step)
    members = dict(cast("dict[str, object]", value))
    key, rest = path[0], path[1:]
    if key not in members and (rest or step.get("op") != "add"):
        raise _misfit(step)
    if not rest and step.get("op") == "remove":
        del members[key]
    else:
        members[key] = _apply(members.get(key), rest, step)
    return members


def _in_list(items: list[object], key: str, rest: Sequence[str], step: DiffStep) -> object:
    adds = not rest and step.get("op") == "add"
    if not _INDEX.fullmatch(key) or (key == "-" and not adds):
        raise _misfit(step)
    index = len(items) if key == "-" else int(key)
    if index > len(items) or (index == len(items) and not adds):
        raise _misfit(step)
    if adds:
        return [*items[:index], step.get("value"), *items[index:]]
    if not rest and step.get("op") == "remove":
        return [*items[:index], *items[index + 1 :]]
    return [*items[:index], _apply(items[index], rest, step), *items[index + 1 :]]


def _misfit(step: DiffStep) -> ValueError:
    return ValueError(f"The step {step.get('op')} {step.get('path')} does not fit the document")
