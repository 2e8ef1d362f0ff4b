"""Who listens to what."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from inspect import iscoroutine
from typing import Any, cast

from parlance_runtime.errors.parlance_error import ParlanceError


class Listeners:
    """Who listens to what. An exception of a listener reaches the `error` listeners and nobody else.

    `spawn` runs what a listener that is a coroutine function begins.
    """

    def __init__(self, spawn: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._spawn = spawn
        self._listeners: dict[str, dict[object, Callable[[Any], object]]] = {}

    def on(self, name: str, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Adds a listener and gives what removes it. Each registration counts, also of the same function."""
        listeners = self._listeners.setdefault(name, {})
        key = object()
        listeners[key] = listener
        return lambda: cast("None", listeners.pop(key, None))

    def emit(self, name: str, value: object) -> None:
        """Tells all who listen to this."""
        for listener in list(self._listeners.get(name, {}).values()):
            self._guard(listener, value, _tell_the_loop if name == "error" else self._report)

    def has(self, name: str) -> bool:
        """Whether anybody listens to this."""
        return bool(self._listeners.get(name))

    def clear(self) -> None:
        """Forgets everybody."""
        for listeners in self._listeners.values():
            listeners.clear()

    def call(self, callback: Callable[[Any], object], value: object) -> None:
        """Calls a function of the application's. What it raises, now or later, is reported, and that is all."""
        try:
            result = callback(value)
        except Exception as error:
            self._report(error)
            return
        if result is not None and iscoroutine(result):
            self._spawn(_watch(result, self._report))

    def _guard(self, callback: Callable[[Any], object], value: object, fail: Callable[[Exception], None]) -> None:
        try:
            result = callback(value)
        except Exception as error:
            fail(error)
            return
        if iscoroutine(result):
            self._spawn(_watch(result, fail))

    def _report(self, cause: Exception) -> None:
        if not self.has("error"):
            _tell_the_loop(cause)
            return
        error = ParlanceError("A handler of the application raised; see the cause", code="handler_failed")
        error.__cause__ = cause
        self.emit("error", error)


async def _watch(work: Coroutine[Any, Any, object], fail: Callable[[Exception], None]) -> None:
    try:
        await work
    except Exception as error:
        fail(error)


def _tell_the_loop(cause: Exception) -> None:
    """Nobody is there to be told: the loop tells it, as of any other callback."""
    message = "A handler of the application raised, and no `error` listener is there"
    asyncio.get_running_loop().call_exception_handler({"message": message, "exception": cause})
