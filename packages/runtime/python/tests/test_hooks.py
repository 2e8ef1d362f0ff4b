"""Hooks: watching and changing calls."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from parlance_runtime import Attempt, Hooks, LogEntry, NotFoundError, logging_hooks, tracing_hooks
from parlance_runtime.testing.virtual_clock import ImpatientClock
from tests.support.caller import Caller, Kind
from tests.support.operations import rooms_get
from tests.support.server import Server, json_reply

ROOM = {"room": "room_1"}


def test_hooks_see_each_attempt_and_may_change_its_headers(kind: Kind) -> None:
    seen: list[str] = []

    def sign(attempt: Attempt) -> None:
        seen.append(f"request {attempt.number}")
        attempt.headers["X-Signed"] = str(attempt.number)

    hooks = Hooks(
        on_request=sign,
        on_response=lambda attempt, received: seen.append(f"response {received.status}"),
        on_error=lambda attempt, error: seen.append(f"error {error.code}"),
        on_retry=lambda attempt, retry: seen.append(f"retry {retry.error.code}"),
    )
    answers = (json_reply({"code": "busy"}, 503), json_reply({}))
    with Server(*answers) as server, Caller(kind, url=server.url, hooks=hooks, clock=ImpatientClock()) as client:
        client.call(rooms_get, ROOM)
    assert seen == ["request 1", "response 503", "error busy", "retry busy", "request 2", "response 200"]
    assert [request.headers["x-signed"] for request in server.seen] == ["1", "2"]


def test_a_hook_that_raises_fails_the_call_with_its_error(kind: Kind) -> None:
    def refuse(attempt: Attempt) -> None:
        raise LookupError(attempt.operation)

    with (
        Server(json_reply({})) as server,
        Caller(kind, url=server.url, hooks=[Hooks(on_request=refuse)]) as client,
        pytest.raises(LookupError, match=r"rooms\.get"),
    ):
        client.call(rooms_get, ROOM)
    assert server.seen == []


def test_coroutine_functions_are_hooks_of_async_clients() -> None:
    seen: list[int] = []

    async def watch(attempt: Attempt) -> None:
        seen.append(attempt.number)

    with Server(json_reply({})) as server:
        with Caller("async", url=server.url, hooks=Hooks(on_request=watch)) as client:
            client.call(rooms_get, ROOM)
        with Caller("sync", url=server.url, hooks=Hooks(on_request=watch)) as client, pytest.raises(TypeError):
            client.call(rooms_get, ROOM)
    assert seen == [1]


def test_the_log_holds_no_credentials_and_no_query(kind: Kind) -> None:
    entries: list[LogEntry] = []
    with (
        Server(json_reply({}, 200, {"Set-Cookie": "session=secret"})) as server,
        Caller(kind, url=server.url, token="secret", hooks=logging_hooks(entries.append)) as client,
    ):
        client.call(rooms_get._replace(path="/v1/rooms/{room}?key=secret"), ROOM)
    assert [entry.event for entry in entries] == ["request", "response"]
    assert entries[0].url == f"{server.url}/v1/rooms/room_1"
    assert "secret" not in repr(entries)


class FakeSpan:
    def __init__(self, name: str, attributes: dict[str, Any]) -> None:
        self.name = name
        self.attributes = attributes
        self.status: str | None = None
        self.ended = 0

    def get_span_context(self) -> Any:
        return SimpleNamespace(trace_id=0xABC, span_id=0xDEF, trace_flags=1)

    def set_attribute(self, key: str, value: Any) -> None:
        self.attributes[key] = value

    def set_status(self, status: Any, description: str | None = None) -> None:
        self.status = description

    def end(self) -> None:
        self.ended += 1


class FakeTracer:
    def __init__(self) -> None:
        self.spans: list[FakeSpan] = []

    def start_span(self, name: str, *, kind: Any = None, attributes: Any = None) -> FakeSpan:
        self.spans.append(FakeSpan(name, attributes))
        return self.spans[-1]


def test_each_attempt_is_a_span_that_the_server_is_told_of(kind: Kind) -> None:
    tracer = FakeTracer()
    answers = (json_reply({}, 503), json_reply({"title": "Gone away"}, 404))
    with (
        Server(*answers) as server,
        Caller(kind, url=server.url, hooks=tracing_hooks(tracer), clock=ImpatientClock()) as client,
        pytest.raises(NotFoundError),
    ):
        client.call(rooms_get, ROOM)
    first, second = tracer.spans
    assert server.seen[0].headers["traceparent"] == f"00-{0xABC:032x}-{0xDEF:016x}-01"
    assert (first.ended, second.ended) == (1, 1)
    assert second.attributes["http.request.resend_count"] == 1
    assert (second.attributes["error.type"], second.status) == ("404", "Gone away")
