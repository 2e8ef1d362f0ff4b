"""Streams of hostile servers."""

from __future__ import annotations

import time

import pytest

from parlance_runtime import DecodeError
from parlance_runtime.streams.event_parser import EventParser, LineParser, Parser


@pytest.mark.parametrize("digits", [10, 400, 5000])
def test_a_wait_that_nobody_can_mean_is_no_wait(digits: int) -> None:
    parser = EventParser()
    list(parser.feed(b"retry: 1500\nretry: " + b"9" * digits + b"\n\n"))
    assert parser.retry == 1.5


def test_an_event_of_empty_lines_has_an_end() -> None:
    parser = EventParser()

    def read() -> None:
        for _ in range(300):
            list(parser.feed(b"data\n" * 65_536))

    with pytest.raises(DecodeError, match="longer than 16 Mi"):
        read()


@pytest.mark.parametrize("make", [EventParser, LineParser])
def test_a_long_line_in_small_pieces_takes_as_long_as_in_large_ones(make: type[Parser]) -> None:
    parser, began = make(), time.process_time()
    list(parser.feed(b"data: "))
    for _ in range(2_000):
        list(parser.feed(b"x" * 1_000))
    messages = [*parser.feed(b"\n\n"), *parser.end()]
    assert [len(message.data.removeprefix("data: ")) for message in messages] == [2_000_000]
    # Looking through all of it each time takes ten.
    assert time.process_time() - began < 2


@pytest.mark.parametrize("text", ["data: a\r\rdata: b\r\n\r\ndata: c\n\n", "data: a\n\r\ndata: b\r\n\rdata: c\r\r"])
def test_line_ends_may_be_cut_anywhere(text: str) -> None:
    parser = EventParser()
    messages = [message for byte in text.encode() for message in parser.feed(bytes([byte]))]
    assert [message.data for message in [*messages, *parser.end()]] == ["a", "b", "c"]
