"""Bodies of requests."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from parlance_runtime.descriptor import Body, Encoding, Operation
from parlance_runtime.errors import ConfigurationError, ValidationError, ValidationIssue
from parlance_runtime.http.encode_multipart import encode_multipart
from parlance_runtime.http.write_parameter import PairStyle, json_text, parameter_pairs
from parlance_runtime.models.encode import json_bytes, to_json, wire_members

if TYPE_CHECKING:
    import httpx

CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class EncodedBody:
    """A body ready to send. Streams can be sent once; everything else is replayed on a retry."""

    content: Callable[[], Mapping[str, Any]]
    """What `httpx.Request` takes for each sending."""
    content_type: str | None
    """Left out where httpx adds it by itself: multipart, with its boundary."""
    replayable: bool


def encode_body(operation: Operation, body: object, content_type: str | None) -> EncodedBody | None:
    """Writes `body` in the media type that `content_type` names, else in the operation's first.

    Bytes, open files and iterables of bytes are sent as they are.
    """
    if body is None:
        return None
    form = _choose(operation, content_type)
    kind = "application/octet-stream" if "*" in form.media_type else form.media_type
    if isinstance(body, bytes | bytearray):
        return _bytes(bytes(body), kind)
    if isinstance(body, io.IOBase) or hasattr(body, "read"):
        return _file(cast("IO[bytes]", body), kind)
    try:
        return _write(form, body, kind)
    except ValueError as error:
        issue = ValidationIssue("", f"cannot be written: {error}")
        raise ValidationError("invalid_request", operation=operation.id, issues=[issue]) from error


def _choose(operation: Operation, content_type: str | None) -> Body:
    for body in operation.bodies:
        if content_type is None or body.media_type == content_type:
            return body
    raise ConfigurationError(f"{operation.id} takes no body of that `content_type`", operation=operation.id)


def _write(form: Body, body: object, kind: str) -> EncodedBody:
    if form.form == "json":
        return _bytes(json_bytes(body), kind)
    if form.form == "jsonl":
        lines = cast("list[object]", body) if isinstance(body, list | tuple) else [body]
        return _bytes(b"".join(json_bytes(line) + b"\n" for line in lines), kind)
    if form.form == "form":
        return _bytes(_form(form, body), kind)
    if form.form == "multipart":
        files = encode_multipart(form, body)
        return EncodedBody(lambda: {"files": files}, None, replayable=_seekable(files))
    if not isinstance(body, str) and isinstance(body, Iterable):
        return _stream(cast("Iterable[bytes]", body), kind)
    value = to_json(body)
    return _bytes((value if isinstance(value, str) else json_text(value)).encode(), kind)


def _bytes(data: bytes, kind: str) -> EncodedBody:
    return EncodedBody(lambda: {"content": data}, kind, replayable=True)


def _file(file: IO[bytes], kind: str) -> EncodedBody:
    """An open file, from where it stands."""
    start = file.tell() if file.seekable() else None

    def pieces() -> Iterator[bytes]:
        if start is not None:
            file.seek(start)
        while chunk := file.read(CHUNK):
            yield chunk

    return EncodedBody(lambda: _streamed(pieces()), kind, replayable=start is not None)


def _stream(pieces: Iterable[bytes], kind: str) -> EncodedBody:
    return EncodedBody(lambda: _streamed(iter(pieces)), kind, replayable=False)


def _streamed(pieces: Iterator[bytes]) -> Mapping[str, Any]:
    import httpx

    class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
        """Pieces for sync and async clients alike."""

        def __iter__(self) -> Iterator[bytes]:
            return pieces

        async def __aiter__(self) -> AsyncIterator[bytes]:
            for piece in pieces:
                yield piece

    return {"stream": Stream()}


def _form(form: Body, body: object) -> bytes:
    """`application/x-www-form-urlencoded` by the rules of query parameters (OpenAPI 3.1 section 4.8.15)."""
    pairs: list[tuple[str, str]] = []
    for name, value in wire_members(body):
        encoding = form.encodings.get(name, Encoding())
        json = encoding.content_type is not None and "json" in encoding.content_type
        style = PairStyle(name, encoding.style, encoding.explode, json=json)
        pairs.extend(parameter_pairs(style, to_json(value)))
    return "&".join(f"{name}={text}" for name, text in pairs).replace("%20", "+").encode()


def _seekable(files: list[tuple[str, tuple[str | None, Any, str | None]]]) -> bool:
    contents = [content for _, (_, content, _) in files]
    return all(isinstance(content, bytes | str) or content.seekable() for content in contents)


def build_request(method: str, url: str, headers: httpx.Headers, body: EncodedBody | None) -> httpx.Request:
    """One request of httpx; the body is made anew for each."""
    import httpx

    parts = dict(body.content()) if body is not None else {}
    if "stream" in parts:
        # httpx adds these two only to bodies that it makes itself.
        headers["Host"] = httpx.URL(url).netloc.decode("ascii")
        headers["Transfer-Encoding"] = "chunked"
    return httpx.Request(method, url, headers=headers, **parts)
