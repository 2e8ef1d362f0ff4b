"""Declared response headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parlance_runtime.http.parse_json import parse_json

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.descriptor import Header


def read_headers(declared: Sequence[Header], headers: httpx.Headers) -> dict[str, object]:
    """The declared response headers by wire name; numbers and booleans are written as in JSON.

    A header that did not come, or is not what was declared, is left out.
    """
    values: dict[str, object] = {}
    for name, kind in declared:
        text = headers.get(name)
        if text is None:
            continue
        value = text if kind == "text" else parse_json(text)
        if kind in {"text", "json"} or _is(kind, value):
            values[name] = value
    return values


def _is(kind: str, value: object) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    return isinstance(value, int | float) and not isinstance(value, bool)
