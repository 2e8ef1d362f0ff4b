"""Server-sent events and lines out of a text that comes in pieces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from parlance_runtime.errors import DecodeError

BUFFER_LIMIT = 16_777_216
"""Longest event or line in characters, 16 Mi; a longer one ends the stream with a `DecodeError`."""


class Message(NamedTuple):
    """One event or line as it came."""

    data: str
    event: str | None = None
    id: str | None = None


class Parser(Protocol):
    """Takes a body in pieces and gives the messages that are complete."""

    retry: float | None
    """Seconds to wait before opening again that the server named."""

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The messages that `chunk` completes."""
        ...

    def end(self) -> Iterator[Message]:
        """The message that the end of the body completes."""
        ...


class EventParser:
    """The events of a body (HTML section 9.2).

    An event that the end of the body cuts off is dropped, as the standard says.
    """

    _LINE_END = re.compile("\r\n|\n|\r")

    def __init__(self) -> None:
        self.retry: float | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._rest = ""
        self._data: list[str] = []
        self._length = 0
        self._event: str | None = None
        self._id: str | None = None

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The events that `chunk` completes."""
        text = self._rest + self._decoder.decode(chunk)
        # A carriage return at the end may be half of a line end.
        held = "\r" if text.endswith("\r") else ""
        *lines, rest = self._LINE_END.split(text.removesuffix("\r") if held else text)
        self._rest = rest + held
        if self._length + len(self._rest) > BUFFER_LIMIT:
            raise DecodeError("An event of the stream is longer than 16 Mi characters", text=self._rest)
        for line in lines:
            if line == "":
                yield from self._dispatch()
            else:
                self._take(line)

    def end(self) -> Iterator[Message]:
        """Nothing: what is not followed by a blank line is no event."""
        if self._rest == "\r":
            yield from self._dispatch()

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._length += len(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self.retry = int(value) / 1000

    def _dispatch(self) -> Iterator[Message]:
        data, event, identity = self._data, self._event, self._id
        self._data, self._event, self._id, self._length = [], None, None, 0
        if data:
            yield Message("\n".join(data), event or None, identity)


class LineParser:
    """The lines of a body that are not blank (jsonlines.org; also for record separators, RFC 7464)."""

    _SEPARATOR = re.compile("[\n\x1e]")

    def __init__(self) -> None:
        self.retry: float | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._rest = ""

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The lines that `chunk` completes."""
        *lines, self._rest = self._SEPARATOR.split(self._rest + self._decoder.decode(chunk))
        if len(self._rest) > BUFFER_LIMIT:
            raise DecodeError("A line of the stream is longer than 16 Mi characters", text=self._rest)
        return (Message(line) for line in lines if line.strip())

    def end(self) -> Iterator[Message]:
        """The last line, also without a line end."""
        if self._rest.strip():
            yield Message(self._rest)
