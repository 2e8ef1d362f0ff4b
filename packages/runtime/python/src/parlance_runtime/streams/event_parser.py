"""Server-sent events and lines out of a text that comes in pieces."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from parlance_runtime.errors import DecodeError

BUFFER_LIMIT = 16_777_216
"""Longest event or line in characters, 16 Mi; a longer one ends the stream with a `DecodeError`."""


_MILLISECONDS = re.compile("0*[0-9]{1,9}")
"""A wait of at most eleven days; nobody means a longer one."""


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


class _Lines:
    """Cuts a text that comes in pieces into lines; each piece is looked through once."""

    def __init__(self, ends: str) -> None:
        self._ends = re.compile(ends)
        self._pieces: list[str] = []
        self.length = 0
        """Characters of the line that is not complete yet."""

    @property
    def rest(self) -> str:
        """The line that is not complete yet."""
        return "".join(self._pieces)

    def take(self, text: str) -> list[str]:
        """The lines that `text` completes."""
        first, *others = self._ends.split(text)
        self._pieces.append(first)
        self.length += len(first)
        if not others:
            return []
        lines = [self.rest, *others]
        self._pieces = [lines.pop()]
        self.length = len(self._pieces[0])
        return lines


class EventParser:
    """The events of a body (HTML section 9.2).

    An event that the end of the body cuts off is dropped, as the standard says.
    """

    def __init__(self) -> None:
        self.retry: float | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._lines = _Lines("\r\n|\n|\r")
        # A carriage return at the end of a piece, which may be half of a line end.
        self._held = ""
        self._data: list[str] = []
        self._length = 0
        self._event: str | None = None
        self._id: str | None = None

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The events that `chunk` completes."""
        text = self._held + self._decoder.decode(chunk)
        self._held = "\r" if text.endswith("\r") else ""
        lines = self._lines.take(text.removesuffix("\r") if self._held else text)
        if self._length + self._lines.length > BUFFER_LIMIT:
            raise DecodeError("An event of the stream is longer than 16 Mi characters", text=self._lines.rest)
        for line in lines:
            if line == "":
                yield from self._dispatch()
            else:
                self._take(line)

    def end(self) -> Iterator[Message]:
        """Nothing: what is not followed by a blank line is no event."""
        if self._held and self._lines.length == 0:
            yield from self._dispatch()

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            # With the line feed, so that empty lines count too.
            self._length += len(value) + 1
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value
        elif name == "retry" and _MILLISECONDS.fullmatch(value):
            self.retry = int(value) / 1000

    def _dispatch(self) -> Iterator[Message]:
        data, event, identity = self._data, self._event, self._id
        self._data, self._event, self._id, self._length = [], None, None, 0
        if data:
            yield Message("\n".join(data), event or None, identity)


class LineParser:
    """The lines of a body that are not blank (jsonlines.org; also for record separators, RFC 7464)."""

    def __init__(self) -> None:
        self.retry: float | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._lines = _Lines("[\n\x1e]")

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The lines that `chunk` completes."""
        lines = self._lines.take(self._decoder.decode(chunk))
        if self._lines.length > BUFFER_LIMIT:
            raise DecodeError("A line of the stream is longer than 16 Mi characters", text=self._lines.rest)
        return (Message(line) for line in lines if line.strip())

    def end(self) -> Iterator[Message]:
        """The last line, also without a line end."""
        if self._lines.rest.strip():
            yield Message(self._lines.rest)
