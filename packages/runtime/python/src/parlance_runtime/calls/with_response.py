"""Calls that give more than their data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import ParamSpec

from parlance_runtime.calls.answer import Answer, Sink
from parlance_runtime.client.call_options import DEFAULT_OPTIONS
from parlance_runtime.http.read_error import request_id_of
from parlance_runtime.models.decode import decode_value

if TYPE_CHECKING:
    import httpx
    from typing_extensions import TypeForm

P = ParamSpec("P")
Data = TypeVar("Data")
Headers = TypeVar("Headers")


def with_response(method: Callable[P, Data], headers: TypeForm[Headers]) -> Callable[P, Answer[Data, Headers]]:
    """A generated method that gives its answer with the typed headers, the request id and the response."""

    @wraps(method)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Answer[Data, Headers]:
        sink = _attach(kwargs, Sink())
        return _answer(sink, method(*args, **kwargs), headers)

    return answered


def with_response_async(
    method: Callable[P, Awaitable[Data]], headers: TypeForm[Headers]
) -> Callable[P, Awaitable[Answer[Data, Headers]]]:
    """A generated async method that gives its answer with the typed headers, the request id and the response."""

    @wraps(method)
    async def answered(*args: P.args, **kwargs: P.kwargs) -> Answer[Data, Headers]:
        sink = _attach(kwargs, Sink())
        return _answer(sink, await method(*args, **kwargs), headers)

    return answered


def raw(method: Callable[P, object]) -> Callable[P, httpx.Response]:
    """A method of a sync resource that gives the response with its body unread; errors are raised all the same.

    The body is the caller's from here on: `with closing(raw(client.files.get)("f1")) as response: …`.
    """

    @wraps(method)
    def opened(*args: P.args, **kwargs: P.kwargs) -> httpx.Response:
        sink = _attach(kwargs, Sink(raw=True))
        method(*args, **kwargs)
        return _response(sink)

    return opened


def raw_async(method: Callable[P, Awaitable[object]]) -> Callable[P, Awaitable[httpx.Response]]:
    """A method of an async resource that gives the response with its body unread; errors are raised all the same.

    The body is the caller's from here on: `async with aclosing(await raw_async(client.files.get)("f1")) as response:
    …`.
    """

    @wraps(method)
    async def opened(*args: P.args, **kwargs: P.kwargs) -> httpx.Response:
        sink = _attach(kwargs, Sink(raw=True))
        await method(*args, **kwargs)
        return _response(sink)

    return opened


def _attach(arguments: object, sink: Sink) -> Sink:
    """Hands the sink over in the call's options."""
    given = cast("dict[str, Any]", arguments)
    given["options"] = replace(given.get("options") or DEFAULT_OPTIONS, sink=sink)
    return sink


def _response(sink: Sink) -> httpx.Response:
    if sink.response is None:
        raise TypeError("Only methods of one call give a response")
    return sink.response


def _answer(sink: Sink, data: Data, headers: TypeForm[Headers]) -> Answer[Data, Headers]:
    import httpx

    got = _response(sink)
    # httpx keeps the body of a response only when it read it itself.
    kept = [(name, value) for name, value in got.headers.raw if name.lower() not in _OF_THE_BODY]
    response = httpx.Response(
        got.status_code, headers=kept, content=sink.content, request=got.request, extensions=got.extensions
    )
    return Answer(data, decode_value(headers, sink.headers), request_id_of(got.headers), response)


_OF_THE_BODY = {b"content-encoding", b"content-length", b"transfer-encoding"}
