"""One page of a list."""

from __future__ import annotations

from typing import NamedTuple

from parlance_runtime.calls.flow import Flow
from parlance_runtime.calls.next_page import Cursor, PageRead, items_of, next_page
from parlance_runtime.calls.read_result import OperationCall, read_result


class PageContent(NamedTuple):
    """What a page is made from."""

    items: list[object]
    data: object
    next: Cursor | None


def read_page(call: OperationCall, cursor: Cursor) -> Flow[PageContent]:
    """Reads the page at `cursor`. Each page is a call of its own, with an idempotency key of its own."""
    result = yield from read_result(call, values=cursor.values, url=cursor.url)
    if call.options.sink is not None and call.options.sink.raw:
        return PageContent([], None, None)
    items = items_of(call.operation, result.data)
    page = PageRead(cursor, result.data, len(items), result.response, call.configuration.url)
    return PageContent(items, result.data, next_page(call.operation, page))
