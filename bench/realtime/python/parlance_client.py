"""The realtime half of Python's runtime as generated clients use it, for asyncio over WebSocket."""

from __future__ import annotations

from collections.abc import Callable

from parlance_runtime.realtime import AsyncRealtime

from commands import serve

clients: list[AsyncRealtime] = []


async def connect(port: int, tell: Callable[[object], None]) -> None:
    """Connects and subscribes."""
    client = AsyncRealtime(f"ws://127.0.0.1:{port}/v1/socket", token="token")  # noqa: S106
    clients.append(client)
    await client.channel("bench").subscribe(lambda message: tell(message.data)).ready()


serve(connect)
