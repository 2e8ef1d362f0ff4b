"""Operations as data: what generated code is made of. The members are those of the TypeScript descriptor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

ParameterPlace = Literal["path", "query", "header", "cookie"]
ParameterStyle = Literal["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"]
BodyForm = Literal["json", "form", "multipart", "text", "binary", "jsonl"]


class Parameter(NamedTuple):
    """How one parameter is written (OpenAPI 3.1 section 4.8.12). `None` means the standard's default for the place."""

    key: str
    """Key among the values of a call."""
    place: ParameterPlace
    name: str | None = None
    """Name on the wire; left out when equal to `key`."""
    style: ParameterStyle | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    json: bool = False
    """The value is sent as one JSON text."""

    @property
    def wire_name(self) -> str:
        """Name on the wire."""
        return self.key if self.name is None else self.name


class Encoding(NamedTuple):
    """How one property of a multipart or form body is written."""

    content_type: str | None = None
    style: str | None = None
    explode: bool | None = None


class Body(NamedTuple):
    """One media type in which a request body may be sent."""

    media_type: str
    form: BodyForm
    encodings: Mapping[str, Encoding] = {}


class Header(NamedTuple):
    """One declared response header, read into the typed `headers` of `with_response`."""

    name: str
    """Name on the wire, and alias of the field in the type of the headers."""
    type: Literal["text", "number", "boolean", "json"] = "text"


class CursorPagination(NamedTuple):
    """The answer holds a cursor for the next page. `items` and `next` are JSON pointers."""

    parameter: str
    items: str
    next: str


class PagePagination(NamedTuple):
    """Pages are numbered from `start`."""

    parameter: str
    items: str
    start: int


class OffsetPagination(NamedTuple):
    """The next page begins behind the items that were seen."""

    parameter: str
    items: str


class LinkPagination(NamedTuple):
    """The header `Link` names the next page (RFC 8288)."""

    items: str


Pagination = CursorPagination | PagePagination | OffsetPagination | LinkPagination


class Operation(NamedTuple):
    """One operation as data. Generated code is made of these; the client carries them out."""

    id: str
    """The contract's operation id."""
    method: str
    path: str
    """Path template with `{wire names}`."""
    server: str | None = None
    """Base URL of this operation alone, when the contract gives it one."""
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[Body, ...] = ()
    """The first one is the default; `CallOptions.content_type` chooses another."""
    accept: str | None = None
    """Value of `Accept`; left out = `application/json`."""
    reads: Literal["json", "text", "binary", "none"] | None = None
    """How a success is read when its `Content-Type` leaves it open; left out = by `Content-Type`."""
    sequence: Literal["sse", "jsonl"] | None = None
    """Set by operations that answer with a sequence."""
    pagination: Pagination | None = None
    headers: tuple[Header, ...] = ()
    """The response headers that the contract declares for a success."""
    idempotency_header: str | None = None
    """Header that makes an unsafe call repeatable; the runtime fills it when the caller does not."""
    security: tuple[tuple[str, ...], ...] | None = None
    """Alternatives, each the security schemes needed together. Empty = no credentials are sent."""


class Bearer(NamedTuple):
    """A bearer token in `Authorization`."""


class Basic(NamedTuple):
    """Basic authentication (RFC 7617)."""


class ApiKey(NamedTuple):
    """A key of the platform's own."""

    place: Literal["header", "query", "cookie"]
    name: str


SecurityScheme = Bearer | Basic | ApiKey
