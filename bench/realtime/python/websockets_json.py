"""The base line: the package `websockets` and `json`, nothing else. `--batched`: several messages come in a frame."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket

from commands import serve

tasks: set[asyncio.Task[None]] = set()


async def connect(port: int, tell: Callable[[object], None]) -> None:
    """Connects, and reads for as long as the process lives."""
    socket = await open_socket(f"ws://127.0.0.1:{port}", compression=None)
    tasks.add(asyncio.create_task((read_batches if "--batched" in sys.argv else read)(socket, tell)))


async def read(socket: ClientConnection, tell: Callable[[object], None]) -> None:
    """Reads frames of one message."""
    async for text in socket:
        tell(json.loads(text))


async def read_batches(socket: ClientConnection, tell: Callable[[object], None]) -> None:
    """Reads frames of several messages, one a line."""
    async for text in socket:
        for line in str(text).split("\n"):
            tell(json.loads(line))


serve(connect)
