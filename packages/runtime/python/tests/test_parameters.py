"""Parameters and bodies as they go on the wire."""

from __future__ import annotations

import io
from datetime import datetime, timezone
from typing import Any

import pytest

from parlance_runtime import Body, CallOptions, Encoding, Operation, Parameter, ValidationError
from parlance_runtime.codegen.v1 import File, Model
from parlance_runtime.http.prepare_target import prepare_target
from parlance_runtime.models.encode import to_json
from tests.support.caller import Caller, Kind
from tests.support.server import SeenRequest, Server, json_reply

COLOURS = ["blue", "black"]
RGB = {"R": 100, "G": 200}


def target(parameter: Parameter, value: object) -> str:
    path = "/p/{v}" if parameter.place == "path" else "/p"
    return prepare_target(Operation("x", "GET", path, parameters=(parameter,)), {"v": to_json(value)})


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        (Parameter("v", "path"), "a/b ü", "/p/a%2Fb%20%C3%BC"),
        (Parameter("v", "path"), COLOURS, "/p/blue,black"),
        (Parameter("v", "path"), RGB, "/p/R,100,G,200"),
        (Parameter("v", "path", explode=True), RGB, "/p/R=100,G=200"),
        (Parameter("v", "path", style="label"), "blue", "/p/.blue"),
        (Parameter("v", "path", style="label", explode=True), COLOURS, "/p/.blue.black"),
        (Parameter("v", "path", style="matrix"), COLOURS, "/p/;v=blue,black"),
        (Parameter("v", "path", style="matrix", explode=True), COLOURS, "/p/;v=blue;v=black"),
        (Parameter("v", "path", style="matrix", explode=True), RGB, "/p/;R=100;G=200"),
        (Parameter("v", "query"), COLOURS, "/p?v=blue&v=black"),
        (Parameter("v", "query", explode=False), COLOURS, "/p?v=blue,black"),
        (Parameter("v", "query", style="spaceDelimited"), COLOURS, "/p?v=blue%20black"),
        (Parameter("v", "query", style="pipeDelimited"), COLOURS, "/p?v=blue|black"),
        (Parameter("v", "query", style="deepObject"), {"a": {"b": 1}, "c": [2, 3]}, "/p?v[a][b]=1&v[c]=2&v[c]=3"),
        (Parameter("v", "query"), RGB, "/p?R=100&G=200"),
        (Parameter("v", "query", json=True), {"a": [1]}, "/p?v=%7B%22a%22%3A%5B1%5D%7D"),
        (Parameter("v", "query", allow_reserved=True), "a/b?c=d&e", "/p?v=a/b?c%3Dd%26e"),
        (Parameter("v", "query", name="wire name"), 1.0, "/p?wire%20name=1"),
        (Parameter("v", "query"), True, "/p?v=true"),
        (Parameter("v", "query"), datetime(2026, 1, 1, tzinfo=timezone.utc), "/p?v=2026-01-01T00%3A00%3A00Z"),
        (Parameter("v", "query"), None, "/p"),
        (Parameter("v", "query"), [], "/p"),
        (Parameter("v", "query"), "\ud800", "/p?v=%EF%BF%BD"),
    ],
)
def test_a_parameter_on_the_wire(parameter: Parameter, value: object, expected: str) -> None:
    assert target(parameter, value) == expected


@pytest.mark.parametrize("value", [None, "", ".", "..", []])
def test_a_path_segment_that_would_change_the_route_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        target(Parameter("v", "path"), value)


def sent(kind: Kind, body: Body, value: object, options: CallOptions | None = None) -> SeenRequest:
    operation = Operation("x", "POST", "/x", bodies=(body,))
    with Server(json_reply({})) as server, Caller(kind, url=server.url) as client:
        client.call(operation, {"body": value}, object, options)
        return server.seen[0]


class Upload(Model):
    file: File
    note: str | None = None
    tags: list[str] | None = None
    details: dict[str, int] | None = None


def test_json_holds_what_was_set(kind: Kind) -> None:
    seen = sent(kind, Body("application/json", "json"), Upload(file=b"x", note=None))
    assert (seen.headers["content-type"], seen.body) == ("application/json", b'{"file":"x","note":null}')


def test_json_lines(kind: Kind) -> None:
    assert sent(kind, Body("application/jsonl", "jsonl"), [{"a": 1}, 2]).body == b'{"a":1}\n2\n'


def test_a_form_is_written_like_a_query(kind: Kind) -> None:
    form = Body(
        "application/x-www-form-urlencoded",
        "form",
        encodings={"b": Encoding(explode=False), "c": Encoding("application/json")},
    )
    seen = sent(kind, form, {"a": "x y&", "b": [1, 2], "c": {"d": 1}, "e": None})
    assert seen.body == b"a=x+y%26&b=1,2&c=%7B%22d%22%3A1%7D"


def test_multipart_holds_files_lists_and_json(kind: Kind) -> None:
    file = io.BytesIO(b"content")
    upload = Upload(file=("report.txt", file, "text/plain"), note="hé", tags=["a", "b"], details={"n": 1})
    seen = sent(kind, Body("multipart/form-data", "multipart"), upload)
    text = seen.body.decode()
    assert seen.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert 'name="file"; filename="report.txt"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n' in text
    assert 'name="note"\r\n\r\nhé\r\n' in text
    assert text.count('name="tags"') == 2
    assert 'name="details"\r\nContent-Type: application/json\r\n\r\n{"n":1}\r\n' in text


@pytest.mark.parametrize("value", [b"bytes", bytearray(b"bytes"), io.BytesIO(b"bytes")])
def test_bytes_and_files_are_sent_as_they_are(kind: Kind, value: Any) -> None:
    if isinstance(value, io.BytesIO):
        value.seek(0)
    seen = sent(kind, Body("image/*", "binary"), value)
    assert (seen.headers["content-type"], seen.body) == ("application/octet-stream", b"bytes")


def test_text_is_sent_as_it_is(kind: Kind) -> None:
    assert sent(kind, Body("text/plain", "text"), "wörds").body == "wörds".encode()


def test_what_json_cannot_hold_is_refused(kind: Kind) -> None:
    with pytest.raises(ValidationError) as caught:
        sent(kind, Body("application/json", "json"), {"a": float("nan")})
    assert caught.value.code == "invalid_request"


def test_header_and_cookie_parameters(kind: Kind) -> None:
    operation = Operation(
        "x", "GET", "/x", parameters=(Parameter("match", "header", name="If-Match"), Parameter("session", "cookie"))
    )
    with Server(json_reply({})) as server, Caller(kind, url=server.url) as client:
        client.call(operation, {"match": '"3"', "session": "a b"})
    assert (server.seen[0].headers["if-match"], server.seen[0].headers["cookie"]) == ('"3"', "session=a%20b")
