"""Lists, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Data = TypeVar("Data")


class Page(Generic[Item, Data]):
    """One page of a list. Iterating it gives its own items and those of the pages after it, fetched when needed."""

    def __init__(self, items: list[Item], data: Data, next_page: Callable[[], Page[Item, Data]] | None) -> None:
        self.items = items
        """The items on this page."""
        self.data = data
        """The whole body of the answer."""
        self._next = next_page

    @property
    def has_next(self) -> bool:
        """Whether the server says that there are more. Counted by page or offset: whether this page had items."""
        return self._next is not None

    def next(self) -> Page[Item, Data] | None:
        """The next page; `None` after the last."""
        return None if self._next is None else self._next()

    def pages(self) -> Iterator[Page[Item, Data]]:
        """This page and those after it, one request each, made when asked for."""
        page: Page[Item, Data] | None = self
        while page is not None:
            yield page
            page = page.next()

    def __iter__(self) -> Iterator[Item]:
        for page in self.pages():
            yield from page.items


class AsyncPage(Generic[Item, Data]):
    """One page of a list. `async for` gives its own items and those of the pages after it, fetched when needed."""

    def __init__(
        self, items: list[Item], data: Data, next_page: Callable[[], Awaitable[AsyncPage[Item, Data]]] | None
    ) -> None:
        self.items = items
        """The items on this page."""
        self.data = data
        """The whole body of the answer."""
        self._next = next_page

    @property
    def has_next(self) -> bool:
        """Whether the server says that there are more. Counted by page or offset: whether this page had items."""
        return self._next is not None

    async def next(self) -> AsyncPage[Item, Data] | None:
        """The next page; `None` after the last."""
        return None if self._next is None else await self._next()

    async def pages(self) -> AsyncIterator[AsyncPage[Item, Data]]:
        """This page and those after it, one request each, made when asked for."""
        page: AsyncPage[Item, Data] | None = self
        while page is not None:
            yield page
            page = await page.next()

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncPageCall(Generic[Item, Data]):
    """A list: `await` gives the first page, `async for` all items. Nothing is sent before."""

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[Item, Data]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[Item, Data]]:
        return self._first().__await__()

    async def pages(self) -> AsyncIterator[AsyncPage[Item, Data]]:
        """All pages, one request each, made when asked for."""
        async for page in (await self).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.items:
                yield item
