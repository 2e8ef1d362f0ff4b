"""Answers with what surrounds their data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import httpx

Data = TypeVar("Data")
Headers = TypeVar("Headers")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Data, Headers]):
    """An answer with what surrounds it."""

    data: Data
    headers: Headers
    """The headers that the contract declares, typed; all of them are in `response.headers`."""
    request_id: str | None
    """Id to quote to the platform's support."""
    response: httpx.Response
    """The response, its body read."""


class Sink:
    """Where a call leaves its response for whoever wants more than the data. One call fills it, once."""

    def __init__(self, *, raw: bool = False) -> None:
        self.raw = raw
        """Whether the body is to be left unread, for the caller to read and close."""
        self.headers: dict[str, object] = {}
        self.content = b""
        self.response: httpx.Response | None = None
