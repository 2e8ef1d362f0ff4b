"""One call and its answer."""

from __future__ import annotations

import gzip
import platform

import pytest

from parlance_runtime import (
    ApiKey,
    Basic,
    Bearer,
    CallOptions,
    ClientSetup,
    ConfigurationError,
    ConflictError,
    CredentialsError,
    DecodeError,
    NotFoundError,
    Operation,
    ParlanceError,
    ResponseError,
    ValidationError,
)
from parlance_runtime import ConnectionError as ConnectionFailure
from parlance_runtime.codegen.v1 import Model, raw, raw_async, with_response, with_response_async
from parlance_runtime.models.encode import to_json
from tests.support.caller import Caller, Kind
from tests.support.operations import Room, RoomHeaders, messages_send, rooms_create, rooms_get
from tests.support.server import Server, json_reply, reply

ROOM = {"room": "room_1"}


def test_an_answer_is_decoded_to_its_type(kind: Kind) -> None:
    with Server(json_reply({"id": "room_1", "extra": [1]})) as server, Caller(kind, url=server.url) as client:
        room = client.call(rooms_get, ROOM, Room)
    assert isinstance(room, Room)
    assert room.id == "room_1"
    assert room.model_extra == {"extra": [1]}
    assert (server.seen[0].method, server.seen[0].url) == ("GET", "/v1/rooms/room_1")


def test_with_response_gives_typed_headers_and_the_request_id(kind: Kind) -> None:
    headers = {"RateLimit-Remaining": "7", "ETag": '"3"', "Request-Id": "req_1"}
    with Server(json_reply({"id": "room_1"}, 200, headers)) as server, Caller(kind, url=server.url) as client:

        def get(*, options: CallOptions | None = None) -> Room:
            return client.call(rooms_get, ROOM, Room, options)

        async def get_async(*, options: CallOptions | None = None) -> Room:
            return await client.own.call(rooms_get, ROOM, Room, options)

        if client.sync is not None:
            answer = with_response(get, RoomHeaders)()
        else:
            answer = client.run(with_response_async(get_async, RoomHeaders)())
    assert answer.data == Room(id="room_1")
    assert (answer.headers.rate_limit_remaining, answer.headers.etag) == (7, '"3"')
    assert answer.request_id == "req_1"
    assert answer.response.status_code == 200
    assert answer.response.json() == {"id": "room_1"}


def test_raw_gives_the_unread_response_and_errors_all_the_same(kind: Kind) -> None:
    with (
        Server(reply(b"anything", 200, {"content-type": "text/plain"}), json_reply({}, 404)) as server,
        Caller(kind, url=server.url) as client,
    ):

        def get(*, options: CallOptions | None = None) -> object:
            return client.call(rooms_get, ROOM, Room, options)

        async def get_async(*, options: CallOptions | None = None) -> object:
            return await client.own.call(rooms_get, ROOM, Room, options)

        if client.sync is not None:
            assert raw(get)().read() == b"anything"
            with pytest.raises(NotFoundError):
                raw(get)()
        else:
            response = client.run(raw_async(get_async)())
            assert client.run(response.aread()) == b"anything"
            with pytest.raises(NotFoundError):
                client.run(raw_async(get_async)())


def test_a_refusal_is_the_error_of_its_status_with_the_problems_words(kind: Kind) -> None:
    problem = {"title": "Not found", "detail": "There is no such room.", "code": "room_not_found", "retryable": False}
    with (
        Server(json_reply(problem, 404, {"Request-Id": "req_9"})) as server,
        Caller(kind, url=server.url) as client,
        pytest.raises(NotFoundError) as caught,
    ):
        client.call(rooms_get, ROOM, Room)
    error = caught.value
    assert str(error) == "Not found: There is no such room."
    assert (error.code, error.status, error.request_id) == ("room_not_found", 404, "req_9")
    assert (error.body, error.operation, error.retryable) == (problem, "rooms.get", False)


def test_an_errors_body_is_read_as_a_declared_type(kind: Kind) -> None:
    class Problem(Model):
        code: str

    with Server(json_reply({"code": "taken"}, 409)) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(ConflictError) as caught:
            client.call(rooms_get, ROOM, Room)
        assert caught.value.body_as(Problem).code == "taken"


def test_errors_under_error_and_plain_text_are_read_too(kind: Kind) -> None:
    with (
        Server(json_reply({"error": {"code": "bad", "message": "No."}}, 400), reply(b"<h1>no</h1>", 418)) as server,
        Caller(kind, url=server.url) as client,
    ):
        with pytest.raises(ResponseError, match=r"No\.") as first:
            client.call(rooms_get, ROOM)
        with pytest.raises(ResponseError) as second:
            client.call(rooms_get, ROOM)
    assert first.value.code == "bad"
    assert type(second.value) is ResponseError
    assert (second.value.status, second.value.code, second.value.body) == (418, "status_418", "<h1>no</h1>")


def test_head_gives_none(kind: Kind) -> None:
    with (
        Server(reply(b"", 200, {"content-type": "application/json"})) as server,
        Caller(kind, url=server.url) as client,
    ):
        assert client.call(rooms_get._replace(method="HEAD"), ROOM, Room) is None


def test_204_and_304_give_none(kind: Kind) -> None:
    with Server(reply(b"", 204), reply(b"", 304)) as server, Caller(kind, url=server.url) as client:
        assert client.call(rooms_get, ROOM) is None
        assert client.call(rooms_get, ROOM) is None


def test_broken_json_and_another_media_type_are_decode_errors_with_the_text(kind: Kind) -> None:
    answers = (
        reply(b'{"id":', 200, {"content-type": "application/json"}),
        reply(b"<html>", 200, {"content-type": "text/html"}),
        reply(b"", 200, {"content-type": "application/json", "transfer-encoding": "chunked"}),
    )
    with Server(*answers) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(DecodeError) as broken:
            client.call(rooms_get, ROOM, Room)
        with pytest.raises(DecodeError) as other:
            client.call(rooms_get, ROOM, Room)
        with pytest.raises(DecodeError):
            client.call(rooms_get, ROOM, Room)
    assert (broken.value.text, broken.value.status, broken.value.code) == ('{"id":', 200, "decode_failed")
    assert other.value.text == "<html>"
    assert len(server.seen) == 3


def test_what_a_success_is_read_as_follows_the_operation_else_the_media_type(kind: Kind) -> None:
    operation = Operation(id="files.get", method="GET", path="/f", accept="*/*")
    answers = (
        json_reply([1]),
        reply(b"words", 200, {"content-type": "text/plain; charset=utf-8"}),
        reply(b"bytes", 200, {"content-type": "image/png"}),
        reply(b"bytes", 200, {"content-type": "application/json"}),
        reply(b"ignored", 200, {"content-type": "application/json"}),
    )
    with Server(*answers) as server, Caller(kind, url=server.url) as client:
        assert client.call(operation) == [1]
        assert client.call(operation) == "words"
        assert client.call(operation) == b"bytes"
        assert client.call(operation._replace(reads="text")) == "bytes"
        assert client.call(operation._replace(reads="none")) is None


def test_the_callers_headers_win_over_the_clients_and_the_runtimes(kind: Kind) -> None:
    setup = ClientSetup(product="acme-sdk/1.0")
    with (
        Server(json_reply({"id": "room_1"})) as server,
        Caller(kind, setup, url=server.url, token="t", headers={"X-A": "client", "X-B": "client"}) as client,
    ):
        options = CallOptions(headers={"x-a": "call", "Authorization": "Custom x"}, request_id="req_mine")
        client.call(rooms_get, ROOM, Room, options)
    headers = server.seen[0].headers
    assert (headers["x-a"], headers["x-b"], headers["authorization"]) == ("call", "client", "Custom x")
    assert headers["request-id"] == "req_mine"
    assert headers["user-agent"] == f"acme-sdk/1.0 Python/{platform.python_version()}"


@pytest.mark.parametrize("options", [CallOptions(headers={"X-A": "a\nb"}), CallOptions(idempotency_key="ключ")])
def test_a_value_that_no_header_can_carry_is_refused_before_anything_is_sent(kind: Kind, options: CallOptions) -> None:
    with Caller(kind, url="http://platform.test") as client, pytest.raises(ValidationError) as caught:
        client.call(rooms_create, {"body": {}}, object, options)
    assert caught.value.code == "invalid_parameter"


def test_credentials_follow_the_operations_security(kind: Kind) -> None:
    setup = ClientSetup(
        security={
            "bearer": Bearer(),
            "basic": Basic(),
            "key": ApiKey("header", "X-Key"),
            "queryKey": ApiKey("query", "key"),
            "cookieKey": ApiKey("cookie", "session"),
        }
    )
    keys = {"key": "k1", "queryKey": "k 2", "cookieKey": "k3"}
    with (
        Server(json_reply({})) as server,
        Caller(kind, setup, url=server.url, token="t", username="ü", password="p", api_key=keys) as client,
    ):

        def sent(*security: tuple[str, ...]) -> None:
            client.call(Operation(id="x", method="GET", path="/x", security=security))

        sent(("bearer",))
        sent(("basic",))
        sent(("missing", "key"), ("key", "queryKey"))
        sent(("queryKey", "cookieKey"))
        sent()
    bearer, basic, both, other, none = server.seen
    assert bearer.headers["authorization"] == "Bearer t"
    assert basic.headers["authorization"] == "Basic w7w6cA=="
    assert (both.headers["authorization"], both.headers["x-key"]) == ("Bearer t", "k1")
    assert (other.url, other.headers["cookie"]) == ("/x?key=k%202", "session=k3")
    assert "authorization" not in none.headers


def test_an_operation_whose_credentials_are_missing_is_refused_and_one_that_may_go_without_is_sent(kind: Kind) -> None:
    operation = Operation(id="x", method="GET", path="/x", security=(("bearer",),))
    with Server(json_reply({})) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(CredentialsError):
            client.call(operation)
        assert client.call(operation._replace(security=(("bearer",), ()))) == {}
    assert len(server.seen) == 1


def test_a_body_in_a_media_type_that_the_operation_does_not_take_is_refused(kind: Kind) -> None:
    with Caller(kind, url="http://platform.test") as client, pytest.raises(ConfigurationError):
        client.call(messages_send, {"body": {}}, object, CallOptions(content_type="text/csv"))


def test_an_answer_that_breaks_the_contract_stays_as_it_came_unless_validated(kind: Kind) -> None:
    with Server(json_reply({"id": 7})) as server, Caller(kind, url=server.url) as client:
        assert to_json(client.call(rooms_get, ROOM, Room)) == {"id": 7}
        with pytest.raises(ValidationError) as caught:
            client.call(rooms_get, ROOM, Room, CallOptions(validate=True))
    assert caught.value.code == "invalid_response"
    assert caught.value.issues[0].pointer == "/id"


def test_a_redirect_takes_no_credentials_to_another_origin(kind: Kind) -> None:
    with Server(json_reply({})) as other:
        with (
            Server(reply(b"", 302, {"location": f"{other.url}/y"})) as server,
            Caller(kind, url=server.url, token="secret") as client,
        ):
            client.call(Operation(id="x", method="GET", path="/x"))
        assert "authorization" not in other.seen[0].headers


def test_missing_credentials_are_told_by_their_options(kind: Kind) -> None:
    setup = ClientSetup(security={"basic": Basic(), "key": ApiKey("header", "X-Key"), "oauth": Bearer()})
    operation = Operation(id="x", method="GET", path="/x", security=(("basic", "key"), ("oauth",)))
    wanted = r"`username` and `password` \(basic\) and `api_key` \(key\), or `token` \(oauth\)"
    with Caller(kind, setup, url="http://platform.test") as client, pytest.raises(CredentialsError, match=wanted):
        client.call(operation)


def test_a_redirect_with_an_api_key_is_refused(kind: Kind) -> None:
    setup = ClientSetup(security={"key": ApiKey("header", "X-Key")})
    operation = Operation(id="x", method="GET", path="/x", security=(("key",),))
    with (
        Server(reply(b"", 302, {"location": "/y"})) as server,
        Caller(kind, setup, url=server.url, api_key="k", retries=0) as client,
        pytest.raises(ConnectionError, match="API key"),
    ):
        client.call(operation)
    assert [seen.url for seen in server.seen] == ["/x"]


def test_an_operations_own_server_is_used_when_the_url_is_the_contracts(kind: Kind) -> None:
    from parlance_runtime import Server as ContractServer

    with Server(json_reply({})) as server:
        operation = Operation(id="x", method="GET", path="/x", server=f"{server.url}/uploads/")
        with Caller(kind, ClientSetup(server=ContractServer("http://platform.test"))) as client:
            client.call(operation)
        with Caller(kind, url=f"{server.url}/base") as client:
            client.call(operation)
    assert [seen.url for seen in server.seen] == ["/uploads/x", "/base/x"]


def test_cookies_of_a_server_are_not_kept(kind: Kind) -> None:
    with (
        Server(json_reply({}, 200, {"Set-Cookie": "session=1"})) as server,
        Caller(kind, url=server.url) as client,
    ):
        client.call(rooms_get, ROOM)
        client.call(rooms_get, ROOM)
    assert "cookie" not in server.seen[1].headers


def test_a_packed_answer_is_unpacked(kind: Kind) -> None:
    packed = reply(
        gzip.compress(b'{"id":"room_1"}'), 200, {"content-type": "application/json", "content-encoding": "gzip"}
    )
    with Server(packed) as server, Caller(kind, url=server.url) as client:
        assert client.call(rooms_get, ROOM, Room).id == "room_1"
    assert server.seen[0].headers["accept-encoding"] == "gzip, deflate"


def test_request_makes_a_call_that_no_operation_stands_for(kind: Kind) -> None:
    with Server(json_reply({"ok": True})) as server, Caller(kind, url=server.url, token="t") as client:
        query = {"a": 1, "b": None}
        if client.sync is not None:
            answer = client.sync.request("POST", "/v1/other", query=query, body={"c": 2})
        else:
            answer = client.run(client.own.request("POST", "/v1/other", query=query, body={"c": 2}))
    assert answer == {"ok": True}
    seen = server.seen[0]
    assert (seen.method, seen.url, seen.body) == ("POST", "/v1/other?a=1", b'{"c":2}')
    assert seen.headers["authorization"] == "Bearer t"


@pytest.mark.parametrize("status", [200, 400])
def test_json_that_is_nested_too_deep_is_an_error_of_the_call(kind: Kind, status: int) -> None:
    deep = reply(b"[" * 60_000, status, {"Content-Type": "application/json"})
    with Server(deep) as server, Caller(kind, url=server.url) as client, pytest.raises(ParlanceError) as caught:
        client.call(rooms_get, ROOM, Room)
    assert caught.value.code == ("decode_failed" if status == 200 else "status_400")


@pytest.mark.parametrize("charset", ["none-such", "hex", "idna", "undefined"])
def test_a_text_in_a_charset_that_is_none_is_read_as_utf_8(kind: Kind, charset: str) -> None:
    text = rooms_get._replace(accept="text/plain")
    answer = reply("Zürich".encode(), 200, {"Content-Type": f"text/plain; charset={charset}"})
    with Server(answer) as server, Caller(kind, url=server.url) as client:
        assert client.call(text, ROOM, str) == "Zürich"


def test_an_answer_that_is_packed_twice_is_not_unpacked(kind: Kind) -> None:
    packed = gzip.compress(gzip.compress(b'{"id":"room_1"}'))
    answer = reply(packed, 200, {"Content-Type": "application/json", "Content-Encoding": "gzip, gzip"})
    with Server(answer) as server, Caller(kind, url=server.url) as client:
        with pytest.raises(DecodeError, match="several content encodings"):
            client.call(rooms_get, ROOM, Room)
    assert len(server.seen) == 1


def test_a_redirect_to_a_name_that_no_host_has_is_a_connection_error(kind: Kind) -> None:
    answer = reply(b"", 302, {"Location": "http://xn--zzzzzz99999.-/"})
    with Server(answer) as server, Caller(kind, url=server.url, retries=0) as client:
        with pytest.raises(ConnectionFailure):
            client.call(rooms_get, ROOM, Room)


def test_a_key_in_a_query_is_in_no_log(kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    setup = ClientSetup(security={"key": ApiKey("query", "key")})
    keyed = rooms_get._replace(security=(("key",),))
    caplog.set_level("DEBUG")
    with (
        Server(reply(b"", 302, {"Location": "/moved"}), json_reply({"id": "room_1"})) as server,
        Caller(kind, setup, url=server.url, api_key="k3y") as client,
    ):
        client.call(keyed, ROOM, Room)
    assert [seen.url for seen in server.seen] == ["/v1/rooms/room_1?key=k3y", "/moved"]
    assert "/v1/rooms/room_1" in caplog.text
    assert "k3y" not in caplog.text
