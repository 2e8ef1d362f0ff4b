"""The flow of a call as a generator of steps, so that it exists once for sync and async clients.

A flow yields what it needs from the outside (`Step`) and is sent the result; what a step raises
is raised at its `yield`.
`drive` and `drive_async` carry the steps out.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.client.clock import Clock

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Scope:
    """What the steps of one flow stand on; the responses they opened are closed with it."""

    def __init__(self, http: httpx.Client, clock: Clock) -> None:
        self.http = http
        self.clock = clock
        self.open: list[httpx.Response] = []

    def close(self) -> None:
        """Closes what is still open."""
        while self.open:
            self.open.pop().close()


class AsyncScope:
    """What the steps of one async flow stand on; the responses they opened are closed with it."""

    def __init__(self, http: httpx.AsyncClient, clock: Clock) -> None:
        self.http = http
        self.clock = clock
        self.open: list[httpx.Response] = []

    async def close(self) -> None:
        """Closes what is still open, also when the task was cancelled."""
        if not self.open:
            return
        import anyio

        with anyio.CancelScope(shield=True):
            while self.open:
                await self.open.pop().aclose()


class Step(ABC, Generic[T_co]):
    """One thing that a flow needs from the outside."""

    @abstractmethod
    def run(self, scope: Scope) -> T_co:
        """Does it in this thread."""

    @abstractmethod
    async def run_async(self, scope: AsyncScope) -> T_co:
        """Does it in this task."""


Flow: TypeAlias = Generator["Step[object]", Any, T]


def ask(step: Step[T]) -> Flow[T]:
    """One step as a flow, so that its result is typed: `token = yield from ask(GetToken(credentials))`."""
    return (yield step)


def drive(flow: Flow[T], scope: Scope) -> T:
    """Carries a flow out in this thread."""
    try:
        step = next(flow)
        while True:
            try:
                result = step.run(scope)
            except Exception as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration as end:
        return end.value
    finally:
        flow.close()
        scope.close()


async def drive_async(flow: Flow[T], scope: AsyncScope) -> T:
    """Carries a flow out in this task."""
    try:
        step = next(flow)
        while True:
            try:
                result = await step.run_async(scope)
            except Exception as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration as end:
        return end.value
    finally:
        flow.close()
        await scope.close()
