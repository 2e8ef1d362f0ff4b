"""Where a socket is opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import quote_plus

from parlance_runtime.http.write_parameter import percent_encode, text_of

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor, SocketParameter


class SocketAddress(NamedTuple):
    """Where a socket is opened, and with which headers."""

    url: str
    headers: Mapping[str, str]


def socket_address(
    descriptor: SocketDescriptor,
    values: Mapping[str, object],
    *,
    url: str | None = None,
    query: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> SocketAddress:
    """The server's URL and the address in it, with the values of parameters percent-encoded, then the query.

    `url` is what the application says in place of the document's server, `query` and `headers` what is added to the
    parameters'. Raises a `ValueError` whose message says what to set: a required parameter without a value, or no
    server at all.
    """
    base = _base_of(descriptor) if url is None else url
    found = [(each, _value_of(each, values)) for each in descriptor.get("parameters", ())]
    for parameter, value in found:
        if parameter.get("required") and value is None:
            raise ValueError(f"Parameter `{parameter['key']}` of {descriptor['id']} is missing")
    paths = {each["key"]: text_of(value) for each, value in found if each["in"] == "path" and value is not None}
    pairs = [*_pairs(found, "query"), *(query or {}).items()]
    text = "&".join(f"{_form_encode(name)}={_form_encode(value)}" for name, value in pairs)
    return SocketAddress(
        _with_query(_join(base, _fill(descriptor["address"], paths.get)), text),
        {**dict(_pairs(found, "header")), **(headers or {})},
    )


def _base_of(descriptor: SocketDescriptor) -> str:
    server = descriptor.get("server")
    if server is None:
        raise ValueError(f"The document names no server of {descriptor['id']}: set `url`")
    return _fill(server["url"], server.get("variables", {}).get)


def _value_of(parameter: SocketParameter, values: Mapping[str, object]) -> object:
    value = values.get(parameter["key"])
    return parameter.get("default") if value is None else value


def _pairs(found: list[tuple[SocketParameter, object]], place: str) -> list[tuple[str, str]]:
    """Each value of a list is a pair of its own."""
    return [
        (parameter.get("name", parameter["key"]), text_of(each))
        for parameter, value in found
        if parameter["in"] == place and value is not None
        for each in (cast("list[object]", value) if isinstance(value, list | tuple) else [value])
    ]


def _fill(template: str, value: Callable[[str], str | None]) -> str:
    def filled(match: re.Match[str]) -> str:
        found = value(match[1])
        return match[0] if found is None else percent_encode(found)

    return re.sub(r"\{([^{}]+)\}", filled, template)


def _form_encode(text: str) -> str:
    """As `application/x-www-form-urlencoded` (WHATWG URL section 5.2)."""
    return quote_plus(text, safe="*", errors="replace").replace("~", "%7E")


def _join(base: str, path: str) -> str:
    """One slash between the two. The address `/` adds none to a server that has a path: it is the server's own."""
    before, mark, query = base.partition("?")
    rest = path.lstrip("/")
    plain = before.rstrip("/")
    if rest == "" and re.match(r"[a-z]+://[^/]+/", plain, re.IGNORECASE):
        return before + mark + query
    return f"{plain}/{rest}{mark}{query}"


def _with_query(url: str, query: str) -> str:
    return url if query == "" else f"{url}{'&' if '?' in url else '?'}{query}"
