"""Successes of a server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from parlance_runtime.calls.flow import Flow, ask
from parlance_runtime.calls.steps import Close, ReadBody
from parlance_runtime.errors import DecodeError
from parlance_runtime.http.read_error import ERROR_LIMIT
from parlance_runtime.models.decode import decode_json

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.calls.deadline import Deadline
    from parlance_runtime.descriptor import Operation

T = TypeVar("T")

ANSWER_LIMIT = 67_108_864
"""Most of an answer in bytes, unpacked, that is read: 64 Mi; more can be had with `raw` only."""

_JSON = re.compile(r"[/+]json\s*(;|$)")


class Decoded(NamedTuple):
    """A success that was read."""

    value: object
    content: bytes
    """The body as it came, unpacked."""


def decode_response(
    operation: Operation, response: httpx.Response, returns: object, *, deadline: Deadline, validate: bool
) -> Flow[Decoded]:
    """Reads a success as the operation says; 204, 205 and 304 give `None`.

    Another media type than declared, or JSON that does not parse, is a `DecodeError` with the text; so is an answer of
    more than 64 MiB.
    """
    kind = response.headers.get("content-type", "").split(";", 1)[0].strip().lower() or None
    form = "none" if _is_empty(response) else _form(operation, kind)
    if form == "none":
        yield from ask(Close())
        return Decoded(None, b"")
    unreadable = form == "json" and kind is not None and not _is_json(kind)
    limit = ERROR_LIMIT if unreadable else ANSWER_LIMIT
    content, whole = yield from ask(ReadBody(response, limit=limit, deadline=deadline))
    if unreadable:
        raise _refusal(operation, response, f"{kind} instead of JSON", content)
    if not whole:
        raise _refusal(operation, response, "more than 64 MiB; use `raw`", content)
    if form == "binary":
        return Decoded(content, content)
    if form == "text":
        return Decoded(_text(content, response.charset_encoding), content)
    if content == b"" and kind is None:
        return Decoded(None, content)
    try:
        return Decoded(decode_json(returns, content, operation=operation.id, validate=validate), content)
    except ValueError as error:
        raise _refusal(operation, response, "broken JSON", content) from error


def _is_empty(response: httpx.Response) -> bool:
    without_body = response.status_code in {204, 205, 304} or response.request.method == "HEAD"
    return without_body or response.headers.get("content-length") == "0"


def _form(operation: Operation, kind: str | None) -> str:
    if operation.reads is not None:
        return operation.reads
    if kind is not None and _is_json(kind):
        return "json"
    if all(_is_json(accepted) for accepted in (operation.accept or "application/json").split(",")):
        return "json"
    return "text" if kind is not None and kind.startswith("text/") else "binary"


def _is_json(kind: str) -> bool:
    return _JSON.search(kind) is not None


def _text(content: bytes, charset: str | None) -> str:
    """A text in the charset that the server names, or in UTF-8 where that is none."""
    try:
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _refusal(operation: Operation, response: httpx.Response, found: str, content: bytes) -> DecodeError:
    return DecodeError(
        f"{operation.id} was answered with {found}",
        text=content.decode("utf-8", "replace"),
        status=response.status_code,
        headers=response.headers,
        operation=operation.id,
    )
