"""URLs that carry a key."""

from __future__ import annotations

import httpx


class HiddenQueryUrl(httpx.URL):
    """A URL whose text does not show its query, which holds a key: httpx writes the URL of each request to its log."""

    def __str__(self) -> str:
        return super().__str__().partition("?")[0]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


def hide_query(request: httpx.Request) -> None:
    """Sends the request to where it goes, without showing its query to anybody else."""
    request.url = HiddenQueryUrl(request.url)
