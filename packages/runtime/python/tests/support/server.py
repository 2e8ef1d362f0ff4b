"""A local HTTP server for one test."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import Self


@dataclass(frozen=True)
class SeenRequest:
    """A request as it came over the wire."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


Answer = Callable[["Handler", SeenRequest], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the server's answers."""

    protocol_version = "HTTP/1.1"
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride]

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = SeenRequest(self.command, self.path, headers, self._body())
        self.server.answer(self, seen)

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def reply(self, body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        given = {name.lower(): value for name, value in (headers or {}).items()}
        self.send_response(status)
        if status not in {204, 304} and "transfer-encoding" not in given:
            given.setdefault("content-length", str(len(body)))
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        if given.get("transfer-encoding") == "chunked":
            self.chunk(body)
            self.chunk(b"")
        else:
            self.wfile.write(body)

    def chunk(self, body: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """With several answers, the nth request gets the nth and all later ones the last."""

    daemon_threads = True

    def __init__(self, *answers: Answer) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self._answers = answers
        self._lock = threading.Lock()
        self.seen: list[SeenRequest] = []
        self.arrived = threading.Semaphore(0)
        self.over = threading.Event()
        """Set when the test is over; what never answers waits for it."""
        self._thread = threading.Thread(target=lambda: self.serve_forever(poll_interval=0.01), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, handler: Handler, seen: SeenRequest) -> None:
        with self._lock:
            self.seen.append(seen)
            number = len(self.seen)
        self.arrived.release()
        self._answers[min(number, len(self._answers)) - 1](handler, seen)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error here."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


def json_reply(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Answers with JSON."""
    kind = "application/json" if status < 400 else "application/problem+json"
    return lambda handler, _: handler.reply(
        json.dumps(value).encode(), status, {"content-type": kind, **(headers or {})}
    )


def reply(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Answers with anything."""
    return lambda handler, _: handler.reply(body, status, headers)


def break_off(handler: Handler, _: SeenRequest) -> None:
    """Breaks the connection in the middle of a JSON body."""
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "100")
    handler.end_headers()
    handler.wfile.write(b'{"id":')
    handler.close_connection = True


def never(handler: Handler, _: SeenRequest) -> None:
    """Does not answer before the test is over."""
    handler.close_connection = True
    handler.server.over.wait(30)
