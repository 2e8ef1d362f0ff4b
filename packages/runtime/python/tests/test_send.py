"""Retries, waits and timeouts."""

from __future__ import annotations

import io
import math
import random
import re

import pytest

from parlance_runtime import (
    AbortError,
    CallOptions,
    ConfigurationError,
    ConflictError,
    InternalError,
    ResponseError,
    TooManyRequestsError,
    UnavailableError,
)
from parlance_runtime import ConnectionError as ConnectionFailure
from parlance_runtime import TimeoutError as TimeoutFailure
from parlance_runtime.testing.virtual_clock import ImpatientClock
from tests.support.caller import Caller, Kind
from tests.support.operations import Room, messages_send, rooms_create, rooms_get
from tests.support.server import Handler, SeenRequest, Server, break_off, json_reply, never, reply

ROOM = {"room": "room_1"}
ANSWER = {"id": "room_1"}


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "3"}, 3),
        ({"Retry-After": "Thu, 01 Jan 2026 00:00:05 GMT"}, 5),
        ({"Retry-After": "9", "Retry-After-Ms": "120"}, 0.12),
    ],
)
def test_a_safe_call_is_sent_again_after_as_long_as_the_server_says(
    kind: Kind, headers: dict[str, str], wait: float
) -> None:
    clock = ImpatientClock(1_767_225_600)
    with (
        Server(json_reply({}, 429, headers), json_reply(ANSWER)) as server,
        Caller(kind, url=server.url, clock=clock) as client,
    ):
        assert client.call(rooms_get, ROOM, Room).id == "room_1"
    assert clock.waits == [wait]


def test_a_retry_after_longer_than_a_minute_is_given_to_the_caller_at_once(kind: Kind) -> None:
    clock = ImpatientClock()
    with (
        Server(json_reply({}, 429, {"Retry-After": "61"})) as server,
        Caller(kind, url=server.url, clock=clock) as client,
        pytest.raises(TooManyRequestsError) as caught,
    ):
        client.call(rooms_get, ROOM, Room)
    assert (caught.value.retry_after, caught.value.retryable, clock.waits) == (61, True, [])


def test_back_off_is_full_jitter_doubled_up_to_eight_seconds(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random, "random", lambda: 1.0)
    clock = ImpatientClock()
    with (
        Server(json_reply({}, 500)) as server,
        Caller(kind, url=server.url, clock=clock, retries=6) as client,
        pytest.raises(InternalError),
    ):
        client.call(rooms_get, ROOM)
    assert clock.waits == [0.5, 1, 2, 4, 8, 8]


def test_two_retries_are_the_default_and_the_last_error_is_raised(kind: Kind) -> None:
    with (
        Server(json_reply({"code": "internal"}, 500)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(InternalError) as caught,
    ):
        client.call(rooms_get, ROOM)
    assert (caught.value.code, len(server.seen)) == ("internal", 3)


def test_a_connection_that_breaks_in_the_middle_of_the_body_is_tried_again(kind: Kind) -> None:
    with (
        Server(break_off, json_reply(ANSWER)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
    ):
        assert client.call(rooms_get, ROOM, Room).id == "room_1"


def test_a_connection_that_cannot_be_made_is_a_connection_error_without_the_urls_query(kind: Kind) -> None:
    with Server(never) as server:
        url = server.url
    with Caller(kind, url=url, clock=ImpatientClock()) as client, pytest.raises(ConnectionFailure) as caught:
        client.call(rooms_get, ROOM)
    assert (caught.value.code, caught.value.retryable, caught.value.operation) == (
        "connection_failed",
        True,
        "rooms.get",
    )
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.__cause__ is not None


def test_an_unsafe_call_without_idempotency_key_is_sent_once(kind: Kind) -> None:
    with (
        Server(json_reply({}, 500)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(InternalError),
    ):
        client.call(messages_send, {"body": {}})
    assert len(server.seen) == 1


def test_an_unsafe_call_with_idempotency_key_is_sent_again_with_the_same_key_and_body(kind: Kind) -> None:
    with (
        Server(json_reply({}, 500), break_off, json_reply(ANSWER, 201)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
    ):
        client.call(rooms_create, {"body": {"name": "é"}}, Room)
    keys = {seen.headers["idempotency-key"] for seen in server.seen}
    assert len(server.seen) == 3
    assert len(keys) == 1
    assert re.fullmatch(r"[\da-f-]{36}", keys.pop())
    assert {seen.body for seen in server.seen} == {'{"name":"é"}'.encode()}


def test_the_callers_idempotency_key_is_sent_also_where_the_operation_declares_none(kind: Kind) -> None:
    with (
        Server(json_reply({}, 500), json_reply({})) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
    ):
        client.call(messages_send, {"body": {}}, object, CallOptions(idempotency_key="k1"))
    assert [seen.headers["idempotency-key"] for seen in server.seen] == ["k1", "k1"]


def test_an_iterable_as_body_is_sent_once_even_with_an_idempotency_key(kind: Kind) -> None:
    options = CallOptions(content_type="application/octet-stream", idempotency_key="k")
    with (
        Server(json_reply({}, 500)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(InternalError),
    ):
        client.call(messages_send, {"body": iter([b"by", b"tes"])}, object, options)
    assert [seen.body for seen in server.seen] == [b"bytes"]


def test_an_open_file_as_body_is_sent_again_from_where_it_stood(kind: Kind) -> None:
    file = io.BytesIO(b"--bytes")
    file.seek(2)
    options = CallOptions(content_type="application/octet-stream", idempotency_key="k")
    with (
        Server(json_reply({}, 500), json_reply({})) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
    ):
        client.call(messages_send, {"body": file}, object, options)
    assert [seen.body for seen in server.seen] == [b"bytes", b"bytes"]


def test_409_is_final_unless_the_problem_says_retryable(kind: Kind) -> None:
    again = json_reply({"code": "idempotency_in_progress", "retryable": True}, 409)
    with (
        Server(again, json_reply({"code": "conflict"}, 409)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(ConflictError) as caught,
    ):
        client.call(rooms_create, {"body": {}})
    assert (caught.value.code, len(server.seen)) == ("conflict", 2)


def test_a_problem_that_says_it_is_not_retryable_is_final(kind: Kind) -> None:
    with (
        Server(json_reply({"retryable": False}, 503)) as server,
        Caller(kind, url=server.url, clock=ImpatientClock()) as client,
        pytest.raises(UnavailableError),
    ):
        client.call(rooms_get, ROOM)
    assert len(server.seen) == 1


def test_no_retries_sends_once(kind: Kind) -> None:
    with (
        Server(json_reply({}, 500)) as server,
        Caller(kind, url=server.url) as client,
        pytest.raises(InternalError),
    ):
        client.call(rooms_get, ROOM, object, CallOptions(retries=0))
    assert len(server.seen) == 1


def test_the_timeout_ends_a_call_that_is_not_answered(kind: Kind) -> None:
    with (
        Server(never) as server,
        Caller(kind, url=server.url) as client,
        pytest.raises(TimeoutFailure) as caught,
    ):
        client.call(rooms_get, ROOM, object, CallOptions(timeout=0.05))
    assert (caught.value.code, caught.value.retryable, caught.value.operation) == ("timeout", True, "rooms.get")
    assert isinstance(caught.value, TimeoutError)


def test_the_timeout_holds_for_the_body_too(kind: Kind) -> None:
    def begins(handler: Handler, seen: SeenRequest) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", "10")
        handler.end_headers()
        handler.wfile.write(b"{")
        never(handler, seen)

    with Server(begins) as server, Caller(kind, url=server.url) as client, pytest.raises(TimeoutFailure):
        client.call(rooms_get, ROOM, object, CallOptions(timeout=0.06))


def test_an_attempt_that_takes_too_long_is_tried_again(kind: Kind) -> None:
    with (
        Server(never, json_reply(ANSWER)) as server,
        Caller(kind, url=server.url, attempt_timeout=0.05, clock=ImpatientClock()) as client,
    ):
        assert client.call(rooms_get, ROOM, Room).id == "room_1"


def test_a_closed_client_refuses_calls(kind: Kind) -> None:
    client = Caller(kind, url="http://platform.test")
    client.close()
    with client, pytest.raises(AbortError) as caught:
        client.call(rooms_get, ROOM)
    assert caught.value.code == "client_closed"


@pytest.mark.parametrize(
    "options", [CallOptions(timeout=-1), CallOptions(attempt_timeout=math.nan), CallOptions(retries=-1)]
)
def test_numbers_out_of_range_are_refused_before_anything_is_sent(kind: Kind, options: CallOptions) -> None:
    with Caller(kind, url="http://platform.test") as client, pytest.raises(ConfigurationError):
        client.call(rooms_get, ROOM, object, options)


def test_only_the_first_64_kib_of_an_errors_body_are_read(kind: Kind) -> None:
    with (
        Server(reply(b"x" * 1_000_000, 400)) as server,
        Caller(kind, url=server.url) as client,
        pytest.raises(ResponseError) as caught,
    ):
        client.call(rooms_get, ROOM)
    assert caught.value.body == "x" * 65_536
