"""Server-sent events and JSON lines."""

from __future__ import annotations

import pytest

from parlance_runtime import ConnectionError as ConnectionFailure
from parlance_runtime import DecodeError, Model, StreamOptions
from parlance_runtime.testing.virtual_clock import ImpatientClock
from tests.support.caller import Caller, Kind
from tests.support.operations import events_stream
from tests.support.server import Answer, Handler, SeenRequest, Server, json_reply, reply

SSE = {"content-type": "text/event-stream"}
LINES = events_stream._replace(sequence="jsonl")


class Tick(Model):
    n: int


def sse(*pieces: str, whole: bool = True) -> Answer:
    """Sends the pieces one by one; if not `whole`, the connection breaks behind them."""

    def answer(handler: Handler, seen: SeenRequest) -> None:
        del seen
        handler.send_response(200)
        handler.send_header("content-type", "text/event-stream")
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for piece in pieces:
            handler.chunk(piece.encode())
        if whole:
            handler.chunk(b"")
        else:
            handler.close_connection = True

    return answer


def test_events_are_read_as_items_with_their_names_and_ids(kind: Kind) -> None:
    text = ': hello\n\nid: 1\nevent: tick\ndata: {"n":\ndata: 1}\n\nda', 'ta:{"n":2}\r\n\r', '\ndata: {"n":3}\n'
    with Server(sse(*text)) as server, Caller(kind, url=server.url) as client:
        events = client.events(events_stream, Tick)
    assert [(event.data.n, event.type, event.id) for event in events] == [(1, "tick", "1"), (2, None, None)]
    assert server.seen[0].headers["accept"] == "text/event-stream"


def test_json_lines_are_items_the_last_one_also_without_a_line_end(kind: Kind) -> None:
    with Server(reply(b'{"n":1}\n\n\x1e{"n":2}')) as server, Caller(kind, url=server.url) as client:
        assert [event.data.n for event in client.events(LINES, Tick)] == [1, 2]


def test_a_broken_stream_goes_on_after_the_last_id(kind: Kind) -> None:
    clock = ImpatientClock()
    answers = (sse('id: 7\ndata: {"n":1}\n\n', whole=False), sse('data: {"n":2}\n\n'))
    with Server(*answers) as server, Caller(kind, url=server.url, clock=clock) as client:
        assert [event.data.n for event in client.events(events_stream, Tick)] == [1, 2]
    assert [seen.headers.get("last-event-id") for seen in server.seen] == [None, "7"]
    assert len(clock.waits) == 1


def test_a_broken_stream_without_ids_fails_rather_than_lose_events(kind: Kind) -> None:
    with (
        Server(sse('data: {"n":1}\n\n', whole=False)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(ConnectionFailure),
    ):
        client.events(events_stream, Tick)
    assert len(server.seen) == 1


def test_a_stream_that_ends_is_opened_again_when_the_server_named_a_time(kind: Kind) -> None:
    clock = ImpatientClock()
    answers = (sse('retry: 5000\ndata: {"n":1}\n\n'), reply(b"", 204))
    with Server(*answers) as server, Caller(kind, url=server.url, clock=clock) as client:
        assert len(client.events(events_stream, Tick)) == 1
    assert len(server.seen) == 2
    assert 5 <= clock.waits[0] <= 5.5


def test_never_reconnects_when_told_so(kind: Kind) -> None:
    answers = (sse('id: 1\nretry: 1\ndata: {"n":1}\n\n'),)
    with Server(*answers) as server, Caller(kind, url=server.url, clock=ImpatientClock()) as client:
        assert len(client.events(events_stream, Tick, StreamOptions(reconnect="never"))) == 1
    assert len(server.seen) == 1


def test_a_stream_without_an_event_is_given_up_after_ten_connections(kind: Kind) -> None:
    with Server(sse("\n")) as server, Caller(kind, url=server.url, clock=ImpatientClock()) as client:
        assert client.events(events_stream, Tick, StreamOptions(reconnect="always")) == []
    assert len(server.seen) == 11


def test_done_ends_a_stream(kind: Kind) -> None:
    with Server(sse('data: {"n":1}\n\ndata: [DONE]\n\n')) as server, Caller(kind, url=server.url) as client:
        assert len(client.events(events_stream, Tick)) == 1


def test_an_event_that_is_not_json_fails_the_stream_or_is_told(kind: Kind) -> None:
    told: list[DecodeError] = []
    with Server(sse('data: {\n\ndata: {"n":2}\n\n')) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(DecodeError) as caught:
            client.events(events_stream, Tick)
        events = client.events(events_stream, Tick, StreamOptions(on_malformed=told.append))
    assert caught.value.text == "{"
    assert [event.data.n for event in events] == [2]
    assert [error.text for error in told] == ["{"]


def test_text_items_are_not_parsed(kind: Kind) -> None:
    with Server(sse("data: words\n\n")) as server, Caller(kind, url=server.url) as client:
        assert [event.data for event in client.events(events_stream._replace(reads="text"))] == ["words"]


def test_another_media_type_is_a_decode_error(kind: Kind) -> None:
    with (
        Server(json_reply({"no": "stream"})) as server,
        Caller(kind, url=server.url) as client,
        pytest.raises(DecodeError, match="instead of text/event-stream"),
    ):
        client.events(events_stream)


def test_opening_is_tried_again(kind: Kind) -> None:
    answers = (json_reply({}, 503), sse('data: {"n":1}\n\n'))
    with Server(*answers) as server, Caller(kind, url=server.url, clock=ImpatientClock()) as client:
        assert len(client.events(events_stream, Tick)) == 1


def test_leaving_the_loop_closes_the_connection(kind: Kind) -> None:
    def endless(handler: Handler, seen: SeenRequest) -> None:
        sse('data: {"n":1}\n\n', whole=False)(handler, seen)
        handler.server.over.wait(10)

    with Server(endless) as server, Caller(kind, url=server.url) as client:
        assert len(client.events(events_stream, Tick, most=1)) == 1
