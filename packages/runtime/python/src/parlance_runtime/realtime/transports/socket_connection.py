"""One WebSocket, whatever travels over it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from parlance_runtime.realtime.transports.connection_failed import NO_CODE, connection_failed
from parlance_runtime.realtime.transports.http_refusal import refusal_of

if TYPE_CHECKING:
    import ssl

    from websockets.asyncio.client import ClientConnection
    from websockets.typing import Subprotocol

    from parlance_runtime.protocol.session.session_error import SessionError

MOST_BYTES = 16 * 1024 * 1024
"""Largest message that is read, as for streams of HTTP."""
CLOSE_SECONDS = 1.0
"""How long a server that does not answer a close keeps the socket."""


@dataclass(frozen=True, slots=True)
class SocketRequest:
    """Where a WebSocket is opened, and how."""

    url: str
    protocols: Sequence[str] = ()
    """Sub-protocols to offer."""
    headers: Mapping[str, str] | None = None
    tls: ssl.SSLContext | None = None
    """What `wss` is checked against; default: the system's certificates."""


class SocketEvents(Protocol):
    """Where a WebSocket reports. None of them raises."""

    def opened(self) -> None:
        """Messages can be sent."""
        ...

    def closed(self, code: int, reason: str, error: SessionError | None = None) -> None:
        """It is over or did not come about; nothing is reported after it."""
        ...


class _Connect(connect):
    """Follows no redirect: another server would be told the token."""

    def process_redirect(self, exc: Exception) -> Exception:
        return exc


class SocketConnection:
    """One WebSocket: a task that reads, one that writes, and a bounded end. `take` is told each message."""

    def __init__(self, request: SocketRequest, events: SocketEvents, take: Callable[[str | bytes], object]) -> None:
        self._request = request
        self._events: SocketEvents | None = events
        self._take = take
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

    def write(self, message: str | bytes) -> None:
        """Sends a message after those before."""
        self._outbox.append(message)
        self._outbox_bytes += len(message)
        self._written.set()

    def close(self, code: int, reason: str) -> None:
        """Closes at once: nothing is reported afterwards."""
        if self._events is not None:
            self._events = None
            self._goodbye = (code, reason)
            self._task.cancel()

    async def ping(self) -> bool:
        """Sends a ping and returns true when its pong is there, false when none can come any more."""
        if self._socket is None:
            return False
        try:
            await (await self._socket.ping())
        except ConnectionClosed:
            return False
        return True

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
            self._closed(NO_CODE, str(error), connection_failed(error))
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
        request = self._request
        tls: dict[str, Any] = {} if request.tls is None else {"ssl": request.tls}
        url = re.sub("^http", "ws", request.url, flags=re.IGNORECASE)
        return await _Connect(
            url,
            subprotocols=[_subprotocol(each) for each in request.protocols] or None,
            additional_headers=request.headers,
            compression=None,
            open_timeout=None,
            # Whoever uses it looks after that.
            ping_interval=None,
            logger=_quiet_logger(),
            close_timeout=CLOSE_SECONDS,
            max_size=MOST_BYTES,
            **tls,
        )

    async def _read(self, socket: ClientConnection) -> None:
        take = self._take
        recv = socket.recv
        while self._events is not None:
            take(await recv())
        # Whoever was told closed it from within, and its cancellation arrives with the next wait.
        await asyncio.sleep(0)

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


def _quiet_logger() -> logging.Logger:
    """A log without what websockets writes for debugging: headers and messages, which hold tokens."""
    logger = logging.getLogger("parlance_runtime.websockets")
    logger.setLevel(logging.INFO)
    return logger


def _subprotocol(name: str) -> Subprotocol:
    from websockets.typing import Subprotocol

    return Subprotocol(name)
