"""Multipart bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from parlance_runtime.http.write_parameter import json_text, members_of, text_of
from parlance_runtime.models.encode import to_json, wire_members

if TYPE_CHECKING:
    from parlance_runtime.descriptor import Body

Part = tuple[str, tuple[str | None, Any, str | None]]
"""Name, and file name, content and media type, as httpx takes it."""


def encode_multipart(form: Body, body: object) -> list[Part]:
    """A multipart body (RFC 7578; OpenAPI 3.1 section 4.8.15).

    Lists become one part per item, files keep their names, plain objects are JSON parts, and an encoding's media type
    is given to its part. A file is bytes, an open file, or a tuple of its name and either, with a media type if need
    be.
    """
    parts: list[Part] = []
    for name, value in wire_members(body):
        encoding = form.encodings.get(name)
        declared = None if encoding is None or encoding.content_type is None else encoding.content_type
        kind = None if declared is None else declared.split(",")[0].split("*")[0].strip() or None
        items = cast("list[object]", value) if isinstance(value, list) else [value]
        parts.extend((name, _part(name, item, kind)) for item in items if item is not None)
    return parts


def _part(name: str, item: object, kind: str | None) -> tuple[str | None, Any, str | None]:
    if isinstance(item, tuple):
        file_name, content, *rest = cast("tuple[Any, ...]", item)
        return file_name, content, rest[0] if rest else _complete(kind)
    if isinstance(item, bytes | bytearray):
        return name, bytes(item), _complete(kind)
    if hasattr(item, "read"):
        path = getattr(item, "name", name)
        return (path.rsplit("/", 1)[-1] if isinstance(path, str) else name), item, _complete(kind)
    value = to_json(item)
    if kind is None and members_of(value) is None:
        return None, text_of(value), None
    text = text_of(value) if kind is not None and "json" not in kind else json_text(value)
    return None, text, kind or "application/json"


def _complete(kind: str | None) -> str | None:
    """A media type for a file; half of one, as `image/`, is none."""
    return "application/octet-stream" if kind is None or kind.endswith("/") else kind
