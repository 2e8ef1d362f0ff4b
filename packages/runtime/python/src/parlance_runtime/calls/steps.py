"""The steps of which the flow of a call is made."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from inspect import isawaitable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from parlance_runtime.calls.deadline import Deadline, RemainingTime
from parlance_runtime.calls.flow import AsyncScope, Scope, Step

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.credentials.credentials import Credentials

P1 = TypeVar("P1")


class Send(Step["httpx.Response"]):
    """Sends a request and gives the response with its body unread."""

    def __init__(self, request: httpx.Request, *, deadline: Deadline, follow_redirects: bool) -> None:
        self._request = request
        self._deadline = deadline
        self._follow_redirects = follow_redirects
        request.extensions = {**request.extensions, "timeout": RemainingTime(deadline)}

    def run(self, scope: Scope) -> httpx.Response:
        """Sends with the thread's client."""
        response = scope.http.send(self._request, stream=True, follow_redirects=self._follow_redirects)
        scope.open.append(response)
        return response

    async def run_async(self, scope: AsyncScope) -> httpx.Response:
        """Sends with the task's client."""
        import anyio

        with anyio.fail_after(_seconds(self._deadline)):
            response = await scope.http.send(self._request, stream=True, follow_redirects=self._follow_redirects)
        scope.open.append(response)
        return response


class Content(NamedTuple):
    """What was read of a body, unpacked."""

    data: bytes
    whole: bool


class ReadBody(Step[Content]):
    """Reads at most `limit` bytes of a body and lets go of the rest."""

    def __init__(self, response: httpx.Response, *, limit: int, deadline: Deadline) -> None:
        self._response = response
        self._limit = limit
        self._deadline = deadline

    def run(self, scope: Scope) -> Content:
        """Reads in this thread."""
        data = bytearray()
        try:
            for chunk in self._response.iter_bytes():
                data += chunk
                if len(data) > self._limit:
                    return Content(bytes(data[: self._limit]), whole=False)
                if self._deadline.left <= 0:
                    raise TimeoutError
        finally:
            self._response.close()
            scope.open.remove(self._response)
        return Content(bytes(data), whole=True)

    async def run_async(self, scope: AsyncScope) -> Content:
        """Reads in this task."""
        import anyio

        data = bytearray()
        try:
            with anyio.fail_after(_seconds(self._deadline)):
                async for chunk in self._response.aiter_bytes():
                    data += chunk
                    if len(data) > self._limit:
                        return Content(bytes(data[: self._limit]), whole=False)
        finally:
            await scope.close()
        return Content(bytes(data), whole=True)


class Chunks:
    """The body of an open response, read piece by piece."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.iterator: Iterator[bytes] | None = None
        self.async_iterator: AsyncIterator[bytes] | None = None


class ReadChunk(Step["bytes | None"]):
    """The next piece of a body, unpacked; `None` at its end."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks

    def run(self, scope: Scope) -> bytes | None:
        """Waits in this thread."""
        del scope
        chunks = self._chunks
        chunks.iterator = chunks.iterator or chunks.response.iter_bytes()
        return next(chunks.iterator, None)

    async def run_async(self, scope: AsyncScope) -> bytes | None:
        """Waits in this task."""
        del scope
        chunks = self._chunks
        chunks.async_iterator = chunks.async_iterator or chunks.response.aiter_bytes()
        return await anext(chunks.async_iterator, None)


class Close(Step[None]):
    """Closes what the flow has open."""

    def run(self, scope: Scope) -> None:
        """Closes in this thread."""
        scope.close()

    async def run_async(self, scope: AsyncScope) -> None:
        """Closes in this task."""
        await scope.close()


class Release(Step[None]):
    """Leaves an open response to the caller, who closes it."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    def run(self, scope: Scope) -> None:
        """Forgets it."""
        scope.open.remove(self._response)

    async def run_async(self, scope: AsyncScope) -> None:
        """Forgets it."""
        scope.open.remove(self._response)


class Sleep(Step[None]):
    """Waits."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def run(self, scope: Scope) -> None:
        """Waits in this thread."""
        scope.clock.sleep(self._seconds)

    async def run_async(self, scope: AsyncScope) -> None:
        """Waits in this task."""
        await scope.clock.sleep_async(self._seconds)


class GetToken(Step[str]):
    """Asks credentials for a token."""

    def __init__(self, credentials: Credentials, deadline: Deadline) -> None:
        self._credentials = credentials
        self._deadline = deadline

    def run(self, scope: Scope) -> str:
        """Asks in this thread."""
        del scope
        return self._credentials.token()

    async def run_async(self, scope: AsyncScope) -> str:
        """Asks in this task."""
        import anyio

        del scope
        with anyio.fail_after(_seconds(self._deadline)):
            return await self._credentials.token_async()


class Tell(Step[None], Generic[P1]):
    """Calls a hook; an async one is awaited."""

    def __init__(self, hook: Callable[[P1], Awaitable[None] | None], argument: P1) -> None:
        self._call = lambda: hook(argument)

    def run(self, scope: Scope) -> None:
        """Calls in this thread. Raises `TypeError` for a coroutine function, which needs an async client."""
        del scope
        result = self._call()
        if isawaitable(result):
            getattr(result, "close", lambda: None)()
            raise TypeError("A hook of a sync client must be no coroutine function")

    async def run_async(self, scope: AsyncScope) -> None:
        """Calls in this task."""
        del scope
        result = self._call()
        if result is not None:
            await result


def _seconds(deadline: Deadline) -> float | None:
    return None if deadline.left == math.inf else max(deadline.left, 0.0)
