"""One face for sync and async clients, so that each test holds for both."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from typing_extensions import Self, TypeForm

from parlance_runtime import AsyncClient, CallOptions, Client, ClientSetup, Operation, StreamEvent, StreamOptions

T = TypeVar("T")
Kind = Literal["sync", "async"]


class Caller:
    """A client whose calls are carried out to their end."""

    def __init__(self, kind: Kind, setup: ClientSetup = ClientSetup(), **options: Any) -> None:  # noqa: B008
        self._loop = asyncio.new_event_loop()
        self.sync = Client(setup, **options) if kind == "sync" else None
        self.asynchronous = None if kind == "sync" else AsyncClient(setup, **options)

    def call(
        self,
        operation: Operation,
        values: Mapping[str, object] | None = None,
        returns: TypeForm[T] = object,
        options: CallOptions | None = None,
    ) -> T:
        if self.sync is not None:
            return self.sync.call(operation, values or {}, returns, options)
        return self.run(self.own.call(operation, values or {}, returns, options))

    def items(
        self, operation: Operation, values: Mapping[str, object], returns: TypeForm[Any], item: TypeForm[T]
    ) -> list[T]:
        if self.sync is not None:
            return list(self.sync.paginate(operation, values, returns, item))
        own = self.own

        async def collect() -> list[T]:
            return [found async for found in own.paginate(operation, values, returns, item)]

        return self.run(collect())

    def events(
        self,
        operation: Operation,
        item: TypeForm[T] = object,
        options: StreamOptions | None = None,
        *,
        most: int | None = None,
    ) -> list[StreamEvent[T]]:
        """All events, or the first ones."""
        if self.sync is not None:
            found: list[StreamEvent[T]] = []
            with self.sync.stream(operation, {}, item, options) as stream:
                for event in stream.events():
                    found.append(event)
                    if len(found) == most:
                        break
            return found
        own = self.own

        async def collect() -> list[StreamEvent[T]]:
            found: list[StreamEvent[T]] = []
            async with own.stream(operation, {}, item, options) as stream:
                async for event in stream.events():
                    found.append(event)
                    if len(found) == most:
                        break
            return found

        return self.run(collect())

    @property
    def own(self) -> AsyncClient:
        assert self.asynchronous is not None
        return self.asynchronous

    def run(self, coroutine: Any) -> Any:
        return self._loop.run_until_complete(coroutine)

    def close(self) -> None:
        if self.sync is not None:
            self.sync.close()
        else:
            self.run(self.own.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
