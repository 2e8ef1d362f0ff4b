"""A proxy that fails as it is told."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import httpx


class FailingProxy(ThreadingHTTPServer):
    """Answers 503 as often as it is told, and hands on everything else."""

    def __init__(self, to: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.to = to
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.failures = 0
        """How many of the next requests fail."""
        self.requests = 0
        """How many have come."""


@contextmanager
def start_failing_proxy(to: str) -> Generator[FailingProxy, None, None]:
    """Runs a proxy before the platform at `to`, in a thread."""
    with FailingProxy(to) as proxy:
        threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        proxy = cast("FailingProxy", self.server)
        body = self.rfile.read(int(self.headers["content-length"]))
        proxy.requests += 1
        if proxy.failures > 0:
            proxy.failures -= 1
            self._answer(503, b"", {"Retry-After": "0"})
            return
        headers = {name: self.headers[name] for name in ("authorization", "content-type")}
        answer = httpx.post(f"{proxy.to}{self.path}", content=body, headers=headers)
        self._answer(answer.status_code, answer.content, {"Content-Type": answer.headers["content-type"]})

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keeps silent."""

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
