"""Carries out the commands of `bench/realtime`: a line of JSON each on standard input, answers on standard output."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any


class Counter:
    """Counts what arrives, and measures what it costs this process."""

    def __init__(self) -> None:
        self._missing = 0
        self._last: object = None
        self._cpu_ns = 0
        self._began = 0.0
        self._received: asyncio.Future[dict[str, object]] | None = None

    def arm(self, messages: int) -> None:
        """Begins to measure: until so many messages have come."""
        self._missing = messages
        self._received = asyncio.get_running_loop().create_future()
        self._began = time.monotonic()
        self._cpu_ns = time.process_time_ns()

    def message(self, data: object) -> None:
        """A message came."""
        self._last = data
        self._missing -= 1
        if self._missing == 0:
            self._arrived()

    async def received(self) -> object:
        """What was measured, when it has come; the last payload proves that they came."""
        return None if self._received is None else await self._received

    def _arrived(self) -> None:
        cpu_us = (time.process_time_ns() - self._cpu_ns) / 1000
        wall_ms = (time.monotonic() - self._began) * 1000
        if self._received is not None:
            self._received.set_result({"cpuUs": cpu_us, "wallMs": wall_ms, "last": self._last})


Connect = Callable[[int, Callable[[object], None]], Awaitable[None]]
"""Connects to the server at a port, and from then on tells each payload."""


def serve(connect: Connect) -> None:
    """Carries out commands until there are no more."""
    asyncio.run(_serve(connect))


async def _serve(connect: Connect) -> None:
    counter = Counter()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        call = json.loads(line)
        result = await _carry_out(call["command"], call["params"], counter, connect)
        print(json.dumps({"id": call["id"], "result": result}), flush=True)


async def _carry_out(command: str, params: Any, counter: Counter, connect: Connect) -> object:
    match command:
        case "connect":
            await connect(params["port"], counter.message)
        case "arm":
            counter.arm(params)
        case "received":
            return await counter.received()
        case _:
            raise ValueError(f"There is no command {command}.")
    return None
