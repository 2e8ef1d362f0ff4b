"""A server of somebody else's, on a real socket of this machine."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from typing_extensions import TypedDict
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from parlance_runtime.sockets import SocketDescriptor, SocketSetup


class Tick(TypedDict):
    """What the market tells of."""

    price: float


DESCRIPTOR: SocketDescriptor = {
    "id": "market",
    "address": "/market/{symbol}",
    "parameters": (
        {"key": "symbol", "in": "path", "required": True},
        {"key": "top", "name": "top_of_book", "in": "query"},
    ),
    "receives": (
        {"name": "pong", "type": "object", "is": {"/event": "pong"}},
        {"name": "tick", "type": "object", "has": ("/price",)},
    ),
    "sends": {
        "ping": {
            "replies": ("pong",),
            "correlation": {"pointer": "/id", "type": "integer", "answers": {"pong": "/id"}},
        },
        "note": {},
        "subscribe": {},
    },
}

Answer = Callable[[Any, ServerConnection], Awaitable[object]]


def setup(**extensions: Any) -> SocketSetup:
    """The market's socket, with extensions."""
    descriptor: Any = {**DESCRIPTOR, **extensions}
    return SocketSetup(descriptor, {"tick": Tick})


class Market:
    """A server that keeps what comes, and who came."""

    def __init__(self, answer: Answer | None) -> None:
        self.url = ""
        self.sockets: list[ServerConnection] = []
        self.received: list[Any] = []
        self._answer = answer
        self._changed = asyncio.Condition()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Returns when it is so."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(condition), 10)

    async def tell(self, *texts: str | bytes) -> None:
        """Sends to whoever came last."""
        await self.until(lambda: bool(self.sockets))
        for text in texts:
            await self.sockets[-1].send(text)

    async def cut(self) -> None:
        """Breaks the newest connection without a goodbye."""
        await self.until(lambda: bool(self.sockets))
        self.sockets[-1].transport.abort()

    async def handle(self, socket: ServerConnection) -> None:
        """What a connection is to the server."""
        await self._note(lambda: self.sockets.append(socket))
        try:
            async for text in socket:
                message = json.loads(text)
                await self._note(lambda message=message: self.received.append(message))
                if self._answer is not None:
                    await self._answer(message, socket)
        except ConnectionClosed:
            return

    async def _note(self, change: Callable[[], object]) -> None:
        async with self._changed:
            change()
            self._changed.notify_all()


@asynccontextmanager
async def serving(answer: Answer | None = None, **options: Any) -> AsyncGenerator[Market, None]:
    """Serves on a free port."""
    market = Market(answer)
    listening: Any = serve(market.handle, "127.0.0.1", 0, close_timeout=1, **options)
    async with listening as server:
        port = int(next(iter(server.sockets)).getsockname()[1])
        market.url = f"ws://127.0.0.1:{port}/v1"
        yield market


async def pong(message: Any, socket: ServerConnection) -> None:
    """Answers pings."""
    if message.get("event") == "ping":
        await socket.send(json.dumps({"event": "pong", "id": message["id"]}))
