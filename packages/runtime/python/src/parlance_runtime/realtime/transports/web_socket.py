"""Frames over a WebSocket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.realtime.transports.web_socket_connection import WebSocketConnection

if TYPE_CHECKING:
    import ssl

    from parlance_runtime.realtime.transports.transport import Transport, TransportEvents, TransportRequest


class WebSocketTransport:
    """Frames over a WebSocket, made by `web_socket()`."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self._tls = tls

    def open(self, request: TransportRequest, events: TransportEvents) -> WebSocketConnection:
        """Begins to open a connection."""
        return WebSocketConnection(request, events, self._tls)


def web_socket(*, tls: ssl.SSLContext | None = None) -> Transport:
    """Frames over a WebSocket (RFC 6455), by the package `websockets`.

    The token travels in the first frame, never in the address. Messages are not compressed, and one of more than 16 MiB
    ends the connection. `tls`: what `wss` is checked against; default: the system's certificates.

    A server that answers with an HTTP status in place of a WebSocket, such as 404 for a wrong path, ends the client:
    its state is `failed`, with the server's code or `status_404`. It tries again after 408, 425, 429 and all that is
    not 4xx, and not before `Retry-After`.
    """
    return WebSocketTransport(tls)
