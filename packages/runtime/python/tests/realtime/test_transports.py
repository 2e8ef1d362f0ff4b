"""The transports over real sockets of this machine."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime import JSON_CODEC, Transport, TransportRequest, sse, web_socket
from parlance_runtime.realtime.timers import SYSTEM_TIMERS


class Report:
    """What a transport tells."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[Any] = asyncio.Queue()

    def opened(self) -> None:
        self.told.put_nowait("opened")

    def frames(self, frames: Any) -> None:
        for frame in frames:
            self.told.put_nowait(frame)

    def malformed(self, message: str) -> None:
        self.told.put_nowait(("malformed", message))

    def closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        self.told.put_nowait(("closed", code, error))

    async def next(self) -> Any:
        return await asyncio.wait_for(self.told.get(), 10)


def request(url: str) -> TransportRequest:
    return TransportRequest(url, JSON_CODEC, SYSTEM_TIMERS, lambda: 65_536)


def port_of(sockets: Any) -> int:
    (socket,) = sockets
    return int(socket.getsockname()[1])


Handler = Callable[[ServerConnection], Awaitable[None]]


@asynccontextmanager
async def socket_server(handler: Handler, **options: Any) -> AsyncGenerator[str, None]:
    listening: Any = serve(handler, "127.0.0.1", 0, subprotocols=[Subprotocol(JSON_CODEC.protocol)], **options)
    async with listening as server:
        yield f"http://127.0.0.1:{port_of(server.sockets)}/v1/socket"


async def echo(socket: ServerConnection) -> None:
    async for message in socket:
        await socket.send(message)


async def test_frames_go_to_and_fro_without_compression() -> None:
    async with socket_server(echo) as url:
        report = Report()
        connection = web_socket().open(request(url), report)
        assert await report.next() == "opened"
        connection.send([{"type": "ping"}, {"type": "ping", "echo": "2"}])
        assert [await report.next(), await report.next()] == [{"type": "ping"}, {"type": "ping", "echo": "2"}]
        connection.close(1000, "done")
        await connection.wait_closed()
        assert report.told.empty()


async def test_what_is_no_frame_and_the_close_of_the_server_are_told() -> None:
    async def handler(socket: ServerConnection) -> None:
        await socket.send("{")
        await socket.close(4100, "over_capacity")

    async with socket_server(handler) as url:
        report = Report()
        connection = web_socket().open(request(url), report)
        assert [await report.next() for _ in range(3)] == [
            "opened",
            ("malformed", "The frame is not JSON."),
            ("closed", 4100, None),
        ]
        await connection.wait_closed()


async def test_frames_that_were_sent_arrive_before_the_goodbye() -> None:
    received: asyncio.Queue[Any] = asyncio.Queue()

    async def handler(socket: ServerConnection) -> None:
        async for message in socket:
            received.put_nowait(message)
        received.put_nowait(socket.close_code)

    async with socket_server(handler) as url:
        report = Report()
        connection = web_socket().open(request(url), report)
        await report.next()
        connection.send([{"type": "ping"}])
        connection.close(1001, "disconnected")
        await connection.wait_closed()
        assert [await received.get(), await received.get()] == ['{"type":"ping"}', 1001]


async def test_a_frame_that_makes_its_reader_close_ends_the_socket_and_no_later_one_is_told() -> None:
    goodbye: asyncio.Queue[Any] = asyncio.Queue()

    async def handler(socket: ServerConnection) -> None:
        for number in range(3):
            await socket.send(json.dumps({"type": "ping", "echo": str(number)}))
        await socket.wait_closed()
        goodbye.put_nowait((socket.close_code, socket.close_reason))

    class Closing(Report):
        def frames(self, frames: Any) -> None:
            super().frames(frames)
            connection.close(1000, "failed")

    async with socket_server(handler) as url:
        report = Closing()
        connection = web_socket().open(request(url), report)
        assert [await report.next(), await report.next()] == ["opened", {"type": "ping", "echo": "0"}]
        await connection.wait_closed()
        assert await asyncio.wait_for(goodbye.get(), 10) == (1000, "failed")
        assert report.told.empty()


@pytest.mark.parametrize(
    ("status", "body", "code", "retryable"),
    [
        (404, "", "status_404", False),
        (401, "", "invalid_token", False),
        (429, "", "rate_limited", True),
        (503, "", "unavailable", True),
        (302, "", "unavailable", True),
        (403, '{"code":"quota_exceeded","detail":"Full.","retryable":false}', "quota_exceeded", False),
    ],
)
async def test_a_status_in_place_of_a_socket_is_told(status: int, body: str, code: str, retryable: bool) -> None:
    def refuse(connection: ServerConnection, _: Request) -> Response:
        response = connection.respond(HTTPStatus(status), body)
        response.headers["Retry-After"] = "2"
        response.headers["Location"] = "http://127.0.0.1:1/"
        return response

    async with socket_server(echo, process_request=refuse) as url:
        report = Report()
        connection = web_socket().open(request(url), report)
        _, closed, error = await report.next()
        assert (closed, error.code, error.retryable, error.after_ms) == (1006, code, retryable, 2_000)
        await connection.wait_closed()


@pytest.mark.parametrize("make", [web_socket, sse])
async def test_a_server_that_is_not_there_is_told_and_a_close_ends_the_attempt(make: Callable[[], Transport]) -> None:
    report = Report()
    connection = make().open(request("ws://127.0.0.1:1/v1/socket"), report)
    if make is sse:
        assert await report.next() == "opened"
        connection.send([HELLO])
    _, code, error = await report.next()
    assert (code, error.code, error.retryable, error.close_code) == (1006, "connection_lost", True, 1006)
    # What the package for HTTP raises has the network's own error at the end of its chain.
    causes = [error.cause]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    assert any(isinstance(cause, ConnectionRefusedError) for cause in causes)
    await connection.wait_closed()
    given_up = make().open(request("ws://127.0.0.1:1/v1/socket"), Report())
    given_up.close(1000, "")
    given_up.close(1000, "")
    await given_up.wait_closed()


class StreamServer:
    """Answers `events` with a stream and notes what comes to `commands`."""

    def __init__(self, *, status: int = 200, events: list[str] | None = None) -> None:
        self.status = status
        self.events = events or []
        self.commands: asyncio.Queue[tuple[dict[str, str], list[Any]]] = asyncio.Queue()
        self.over = asyncio.Event()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            path = line.split()[1].decode()
            headers: dict[str, str] = {}
            while (header := (await reader.readline()).decode().strip()) != "":
                name, _, value = header.partition(": ")
                headers[name.lower()] = value
            body = (await reader.readexactly(int(headers["content-length"]))).decode()
            if path == "/v1/events":
                await self._stream(writer, headers, body)
                break
            self.commands.put_nowait((headers, [json.loads(each) for each in body.split("\n")]))
            writer.write(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def _stream(self, writer: asyncio.StreamWriter, headers: dict[str, str], body: str) -> None:
        self.commands.put_nowait((headers, [json.loads(body)]))
        if self.status != 200:
            writer.write(b"HTTP/1.1 %d No\r\ncontent-length: 0\r\nretry-after: 3\r\n\r\n" % self.status)
            return
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n\r\n")
        for event in self.events:
            writer.write(event.encode())
        await writer.drain()
        await self.over.wait()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[str, None]:
        server = await asyncio.start_server(self.handle, "127.0.0.1", 0)
        async with server:
            yield f"ws://127.0.0.1:{port_of(server.sockets)}/v1/socket"
            self.over.set()


HELLO: Any = {"type": "hello", "id": 1, "version": 1, "client": {"name": "t", "version": "1"}, "token": "secret"}


async def test_an_event_stream_carries_frames_down_and_calls_carry_them_up() -> None:
    welcome = 'event: welcome\r\ndata: {"type":"welcome",\r\ndata: "session":"s1"}\r\n\r\n'
    stream = StreamServer(events=[welcome, 'data: {"type":"ping"}\n\n', "data: {\n\n"])
    async with stream.running() as url:
        report = Report()
        connection = sse().open(request(url), report)
        assert await report.next() == "opened"
        connection.send([HELLO, {"type": "ping", "echo": "1"}, {"type": "pong"}])
        headers, (hello,) = await stream.commands.get()
        assert (headers["authorization"], "token" in hello) == ("Bearer secret", False)
        assert await report.next() == {"type": "welcome", "session": "s1"}
        assert await report.next() == {"type": "ping"}
        assert await report.next() == ("malformed", "The frame is not JSON.")
        headers, frames = await stream.commands.get()
        assert (headers["parlance-session"], headers["prefer"]) == ("s1", "respond-async")
        assert frames == [{"type": "ping", "echo": "1"}]
        stream.over.set()
        assert await report.next() == ("closed", 1006, None)
        await connection.wait_closed()


async def test_a_frame_that_makes_its_reader_close_ends_the_stream() -> None:
    class Closing(Report):
        def frames(self, frames: Any) -> None:
            super().frames(frames)
            connection.close(1000, "failed")

    stream = StreamServer(events=['data: {"type":"ping"}\n\n'])
    async with stream.running() as url:
        report = Closing()
        connection = sse().open(request(url), report)
        assert await report.next() == "opened"
        connection.send([HELLO])
        assert await report.next() == {"type": "ping"}
        await asyncio.wait_for(connection.wait_closed(), 10)
        assert report.told.empty()


@pytest.mark.parametrize(("status", "code", "close_code"), [(401, "invalid_token", 4009), (404, "status_404", 1006)])
async def test_a_stream_that_is_refused_says_why(status: int, code: str, close_code: int) -> None:
    stream = StreamServer(status=status)
    async with stream.running() as url:
        report = Report()
        connection = sse().open(request(url), report)
        await report.next()
        connection.send([HELLO])
        _, closed, error = await report.next()
        assert (closed, error.code, error.after_ms) == (close_code, code, 3_000)
        await connection.wait_closed()


async def test_half_a_surrogate_pair_travels_and_breaks_nothing() -> None:
    async with socket_server(echo) as url:
        report = Report()
        connection = web_socket().open(request(url), report)
        assert await report.next() == "opened"
        connection.send([{"type": "ping", "echo": "\ud800"}, {"type": "ping", "echo": "é"}])
        assert [await report.next(), await report.next()] == [
            {"type": "ping", "echo": "\ud800"},
            {"type": "ping", "echo": "é"},
        ]
        connection.close(1000, "done")
        await connection.wait_closed()


async def test_what_travels_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with socket_server(echo, logger=logging.getLogger("server.silent")) as url:
        logging.getLogger("server.silent").setLevel("ERROR")
        report = Report()
        connection = web_socket().open(request(f"{url}?key=s3cret"), report)
        assert await report.next() == "opened"
        connection.send([{"type": "ping", "echo": "s3cret"}])
        await report.next()
        connection.close(1000, "done")
        await connection.wait_closed()
    assert "s3cret" not in caplog.text
