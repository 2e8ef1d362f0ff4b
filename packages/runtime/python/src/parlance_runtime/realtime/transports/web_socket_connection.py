"""One WebSocket."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from parlance_runtime.realtime.transports.http_refusal import refusal_of

if TYPE_CHECKING:
    import ssl

    from websockets.asyncio.client import ClientConnection
    from websockets.typing import Subprotocol

    from parlance_runtime.protocol.frames.frames_gen import ClientFrame
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.realtime.transports.transport import TransportEvents, TransportRequest

MOST_BYTES = 16 * 1024 * 1024
"""Largest message that is read, as for streams of HTTP."""
CLOSE_SECONDS = 1.0
"""How long a server that does not answer a close keeps the socket."""
NO_CODE = 1006


class _Connect(connect):
    """Follows no redirect: another server would be told the token."""

    def process_redirect(self, exc: Exception) -> Exception:
        return exc


class WebSocketConnection:
    """One WebSocket: a task that reads, one that writes, and a bounded end."""

    def __init__(self, request: TransportRequest, events: TransportEvents, tls: ssl.SSLContext | None) -> None:
        self._request = request
        self._events: TransportEvents | None = events
        self._tls = tls
        self._outbox: deque[str | bytes] = deque()
        self._outbox_bytes = 0
        self._written = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._goodbye = (1000, "")
        self._task = asyncio.create_task(self._run(), name="parlance: web socket")

    @property
    def buffered_amount(self) -> int:
        """Bytes that were handed over and have not left yet."""
        socket = self._socket
        return self._outbox_bytes + (0 if socket is None else socket.transport.get_write_buffer_size())

    def send(self, frames: Sequence[ClientFrame]) -> None:
        """Sends frames in this order."""
        for message in self._request.codec.encode(frames, self._request.frame_bytes()):
            self._outbox.append(message)
            self._outbox_bytes += len(message)
        self._written.set()

    def close(self, code: int, reason: str) -> None:
        """Closes at once: nothing is reported afterwards."""
        if self._events is not None:
            self._events = None
            self._goodbye = (code, reason)
            self._task.cancel()

    async def wait_closed(self) -> None:
        """Returns when the socket is closed."""
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        try:
            await self._live()
        except asyncio.CancelledError:
            if self._socket is not None:
                await self._end(self._socket)
            if self._events is not None:
                raise

    async def _live(self) -> None:
        try:
            self._socket = socket = await self._open()
        except InvalidStatus as error:
            response = error.response
            refusal = refusal_of(response.status_code, response.headers, bytes(response.body or b""))
            self._closed(NO_CODE, str(error), refusal.error)
            return
        except (OSError, WebSocketException, EOFError, ValueError) as error:
            self._closed(NO_CODE, str(error))
            return
        if self._events is not None:
            self._events.opened()
        writer = asyncio.create_task(self._write(socket), name="parlance: web socket writer")
        try:
            await self._read(socket)
        except ConnectionClosed as error:
            received = error.rcvd
            self._closed(NO_CODE if received is None else received.code, "" if received is None else received.reason)
        finally:
            writer.cancel()

    async def _open(self) -> ClientConnection:
        codec = self._request.codec
        tls: dict[str, Any] = {} if self._tls is None else {"ssl": self._tls}
        url = re.sub("^http", "ws", self._request.url, flags=re.IGNORECASE)
        return await _Connect(
            url,
            subprotocols=[_subprotocol(codec.protocol)],
            compression=None,
            open_timeout=None,
            # The session looks after that itself.
            ping_interval=None,
            close_timeout=CLOSE_SECONDS,
            max_size=MOST_BYTES,
            **tls,
        )

    async def _read(self, socket: ClientConnection) -> None:
        decode = self._request.codec.decode
        recv = socket.recv
        while (events := self._events) is not None:
            frames, malformed = decode(await recv())
            events.frames(frames)
            if malformed is not None:
                events.malformed(malformed)

    async def _write(self, socket: ClientConnection) -> None:
        # What cannot be written is told by the reader, which sees the same end.
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._written.wait()
                self._written.clear()
                await self._flush(socket)

    async def _flush(self, socket: ClientConnection) -> None:
        while self._outbox:
            message = self._outbox.popleft()
            self._outbox_bytes -= len(message)
            await socket.send(message)

    async def _end(self, socket: ClientConnection) -> None:
        """Says what is left to say, and goodbye; whoever does not listen is hung up on."""
        code, reason = self._goodbye
        with contextlib.suppress(ConnectionClosed, asyncio.TimeoutError):
            await asyncio.wait_for(self._flush(socket), CLOSE_SECONDS)
        await socket.close(code, reason)

    def _closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        events, self._events = self._events, None
        if events is not None:
            events.closed(code, reason, error)


def _subprotocol(name: str) -> Subprotocol:
    from websockets.typing import Subprotocol

    return Subprotocol(name)
