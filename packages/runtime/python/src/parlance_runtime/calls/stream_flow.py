"""Flows that give items on the way."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import Any, Generic, TypeAlias, TypeVar

from parlance_runtime.calls.flow import AsyncScope, Scope, Step

T = TypeVar("T")


class Emit(Generic[T]):
    """An item for the consumer."""

    def __init__(self, item: T) -> None:
        self.item = item


StreamFlow: TypeAlias = Generator["Step[object] | Emit[T]", Any, None]


def iterate(flow: StreamFlow[T], scope: Scope) -> Generator[T, None, None]:
    """Carries a flow out in this thread; leaving the loop closes what it has open."""
    try:
        step = next(flow)
        while True:
            if isinstance(step, Emit):
                yield step.item
                step = next(flow)
                continue
            try:
                result = step.run(scope)
            except Exception as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration:
        return
    finally:
        flow.close()
        scope.close()


async def iterate_async(flow: StreamFlow[T], scope: AsyncScope) -> AsyncGenerator[T, None]:
    """Carries a flow out in this task; leaving the loop closes what it has open."""
    try:
        step = next(flow)
        while True:
            if isinstance(step, Emit):
                yield step.item
                step = next(flow)
                continue
            try:
                result = await step.run_async(scope)
            except Exception as error:
                step = flow.throw(error)
            else:
                step = flow.send(result)
    except StopIteration:
        return
    finally:
        flow.close()
        await scope.close()
