"""Frames over one WebSocket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parlance_runtime.realtime.transports.socket_connection import SocketConnection, SocketRequest

if TYPE_CHECKING:
    import ssl

    from parlance_runtime.protocol.frames.frames_gen import ClientFrame
    from parlance_runtime.realtime.transports.transport import TransportEvents, TransportRequest


class WebSocketConnection(SocketConnection):
    """Frames over one WebSocket."""

    def __init__(self, request: TransportRequest, events: TransportEvents, tls: ssl.SSLContext | None) -> None:
        codec = request.codec

        def take(message: str | bytes) -> None:
            frames, malformed = codec.decode(message)
            events.frames(frames)
            if malformed is not None:
                events.malformed(malformed)

        self._frames = request
        super().__init__(SocketRequest(request.url, [codec.protocol], tls=tls), events, take)

    def send(self, frames: Sequence[ClientFrame]) -> None:
        """Sends frames in this order."""
        for message in self._frames.codec.encode(frames, self._frames.frame_bytes()):
            self.write(message)
