"""Headers of a call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from parlance_runtime.http.invalid_parameter import invalid_parameter
from parlance_runtime.http.prepare_target import style_of
from parlance_runtime.http.write_parameter import parameter_pairs, simple_text

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.descriptor import Operation

HeaderEntry = tuple[str, str | None]
"""Name and value of a header; `None` = left out."""

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def is_header(name: str, value: str) -> bool:
    """Whether an HTTP header can carry it (RFC 9110 section 5.5): no line breaks, nothing beyond Latin-1."""
    return _TOKEN.fullmatch(name) is not None and _VALUE.fullmatch(value) is not None


def header_parameters(operation: Operation, values: Mapping[str, object]) -> list[HeaderEntry]:
    """The header and cookie parameters of a call."""
    entries: list[HeaderEntry] = []
    cookies: list[str] = []
    for parameter in operation.parameters:
        value = values.get(parameter.key)
        if parameter.place == "cookie":
            cookies.extend(f"{name}={text}" for name, text in parameter_pairs(style_of(parameter), value))
        elif parameter.place == "header" and value is not None:
            entries.append((parameter.wire_name, simple_text(parameter, value, str)))
    return [*entries, ("Cookie", "; ".join(cookies) or None)]


def write_headers(operation: Operation, entries: Iterable[HeaderEntry]) -> httpx.Headers:
    """Headers of the entries, later ones winning. A value that no header can carry is refused."""
    import httpx

    headers = httpx.Headers(encoding="latin-1")
    for name, value in entries:
        if value is None:
            continue
        if not is_header(name, value):
            raise invalid_parameter(operation.id, name, "holds characters that no HTTP header can carry")
        headers[name] = value
    return headers
