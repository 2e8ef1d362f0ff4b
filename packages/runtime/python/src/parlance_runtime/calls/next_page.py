"""Where the page after one is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

from parlance_runtime.descriptor import CursorPagination, LinkPagination, Operation, PagePagination, Pagination
from parlance_runtime.errors import DecodeError, ParlanceError
from parlance_runtime.models.encode import resolve_pointer, to_json

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Landmark:
    """Brent's cycle detection: one remembered cursor, moved forward at powers of two, finds a circle of any length."""

    mark: object
    steps: int = 0
    limit: int = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page is: what to call it with, and what is remembered to notice a server that goes round."""

    values: Mapping[str, object]
    url: str | None = None
    """Whole URL, in lists that continue by link."""
    seen: Landmark | None = None


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page that was read."""

    cursor: Cursor
    data: object
    count: int
    response: httpx.Response
    base: str
    """Base URL of the client."""


def pagination_of(operation: Operation) -> Pagination:
    """How a list continues; generated code pages only operations that say so."""
    if operation.pagination is None:
        raise ValueError(f"{operation.id} has no pages")
    return operation.pagination


def items_of(operation: Operation, data: object) -> list[object]:
    """The items of a page. No list where the contract says there is one is a `DecodeError`; null counts as empty."""
    pointer = pagination_of(operation).items
    items = resolve_pointer(data, pointer)
    if isinstance(items, list):
        return cast("list[object]", items)
    if items is None and (data is None or _is_null(data, pointer)):
        return []
    message = f"{operation.id} was answered without a list at {pointer or 'the top'}"
    raise DecodeError(message, operation=operation.id, text=str(to_json(data)))


def _is_null(data: object, pointer: str) -> bool:
    parent, _, name = pointer.rpartition("/")
    members = to_json(resolve_pointer(data, parent))
    return isinstance(members, Mapping) and name in members


def next_page(operation: Operation, page: PageRead) -> Cursor | None:
    """Where the page after this one is, or `None` after the last."""
    pagination, values = pagination_of(operation), page.cursor.values
    if isinstance(pagination, LinkPagination):
        url = _next_link(operation, page)
        return None if url is None else Cursor(values, url, _advance(operation, page.cursor, url))
    key = _key_of(operation, pagination.parameter)
    if isinstance(pagination, CursorPagination):
        following = resolve_pointer(page.data, pagination.next)
        if following is None or following == "" or following is False:
            return None
        return Cursor({**values, key: following}, seen=_advance(operation, page.cursor, following))
    if page.count == 0:
        return None
    current = values.get(key)
    if isinstance(pagination, PagePagination):
        return Cursor({**values, key: (pagination.start if current is None else _number(current)) + 1})
    return Cursor({**values, key: (0 if current is None else _number(current)) + page.count})


def _number(value: object) -> int:
    return int(str(value))


def _key_of(operation: Operation, name: str) -> str:
    return next((parameter.key for parameter in operation.parameters if parameter.wire_name == name), name)


def _advance(operation: Operation, cursor: Cursor, following: object) -> Landmark:
    seen = cursor.seen
    if seen is None:
        return Landmark(following)
    if seen.mark == following:
        message = f"{operation.id} was answered with a next page that it had named before; the list would never end"
        raise ParlanceError(message, code="pagination_loop", operation=operation.id)
    steps = seen.steps + 1
    return Landmark(following, limit=seen.limit * 2) if steps == seen.limit else replace(seen, steps=steps)


_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)')
_RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


def _next_link(operation: Operation, page: PageRead) -> str | None:
    """The target of `Link: …; rel="next"` (RFC 8288). Other origins are refused: they would be sent the credentials."""
    target = _target_of(page.response.headers.get("link", ""))
    if target is None:
        return None
    url = urljoin(str(page.response.url), target)
    servers = (page.base, urljoin(f"{page.base}/", operation.server or ""))
    if any(_origin(server) == _origin(url) for server in servers):
        return url
    message = f"{operation.id} names a next page on another server; it would be sent this client's credentials"
    raise ParlanceError(message, code="pagination_foreign_link", operation=operation.id)


def _target_of(header: str) -> str | None:
    for match in _LINK.finditer(header):
        relation = _RELATION.search(match[2])
        if relation is not None and "next" in (relation[1] or relation[2] or "").lower().split():
            return match[1]
    return None


def _origin(url: str) -> tuple[str, str | None, int | None] | None:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
