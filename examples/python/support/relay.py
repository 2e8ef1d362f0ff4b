"""A line to the platform that a program can cut."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


class Relay:
    """Passes bytes on between whoever connects and the platform."""

    def __init__(self, to: str) -> None:
        self.url = ""
        self._host, self._port = urlsplit(to).hostname, urlsplit(to).port
        self._writers: set[asyncio.StreamWriter] = set()
        self._dead = False

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Takes a connection."""
        if self._dead:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self._host, self._port)
        ends = {writer, far_writer}
        self._writers |= ends
        try:
            await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer))
        finally:
            # A broken half breaks the other; that is all there is to say about it.
            self._writers -= ends
            for end in ends:
                end.transport.abort()

    def break_all(self) -> None:
        """Breaks every connection."""
        for writer in self._writers:
            writer.transport.abort()

    @asynccontextmanager
    async def cut(self) -> AsyncGenerator[None, None]:
        """Breaks every connection, and lets new ones through when the block has ended."""
        self._dead = True
        self.break_all()
        try:
            yield
        finally:
            self._dead = False


@asynccontextmanager
async def start_relay(to: str) -> AsyncGenerator[Relay, None]:
    """Starts a relay to the platform at `to`."""
    relay = Relay(to)
    server = await asyncio.start_server(relay.accept, "127.0.0.1", 0)
    relay.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        server.close()
        relay.break_all()
        await server.wait_closed()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
