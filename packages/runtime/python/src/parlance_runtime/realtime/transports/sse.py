"""Frames over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from parlance_runtime.realtime.transports.sse_connection import SseConnection

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.realtime.transports.transport import Transport, TransportEvents, TransportRequest


class SseTransport:
    """Frames over HTTP, made by `sse()`."""

    def __init__(self, events: str, commands: str, make_client: Callable[[], httpx.AsyncClient]) -> None:
        self._events = events
        self._commands = commands
        self._make_client = make_client

    def open(self, request: TransportRequest, events: TransportEvents) -> SseConnection:
        """Begins to open a connection."""
        base = re.sub("^ws", "http", request.url, flags=re.IGNORECASE)
        return SseConnection(
            self._make_client(),
            urljoin(base, self._events),
            urljoin(base, self._commands),
            timers=request.timers,
            events=events,
        )


def sse(
    *, events: str = "events", commands: str = "commands", make_client: Callable[[], httpx.AsyncClient] | None = None
) -> Transport:
    """Carries frames over HTTP where no WebSocket gets through.

    What the server sends is one long event stream, what the client sends are calls, one after the other. The messages,
    their order and the guarantees are those of a WebSocket; frames are JSON whatever the codec.

    `events`: where a stream is opened, relative to the client's URL, so `/v1/events` beside `/v1/socket`. `commands`:
    where frames are sent. `make_client`: makes the HTTP client of each connection, which closes it; it must follow no
    redirects and must not time out while it reads.
    """
    return SseTransport(events, commands, make_client or _Clients())


class _Clients:
    """HTTP clients that share the certificates, which are slow to load."""

    def __init__(self) -> None:
        self._tls: object = None

    def __call__(self) -> httpx.AsyncClient:
        import ssl

        import httpx

        if not isinstance(self._tls, ssl.SSLContext):
            self._tls = httpx.create_ssl_context()
        return httpx.AsyncClient(verify=self._tls, timeout=httpx.Timeout(None), follow_redirects=False)
