"""One attempt of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from parlance_runtime.calls.deadline import Deadline
from parlance_runtime.calls.flow import Flow, ask
from parlance_runtime.calls.steps import Close, ReadBody, Send, Tell
from parlance_runtime.client.base_url import origin
from parlance_runtime.client.hooks import Attempt, Received
from parlance_runtime.errors import ConnectionError as ConnectionFailure
from parlance_runtime.errors import DecodeError, ParlanceError
from parlance_runtime.errors import TimeoutError as TimeoutFailure
from parlance_runtime.http.authorize import AuthorizedRequest, authorize
from parlance_runtime.http.encode_body import build_request
from parlance_runtime.http.prepare_headers import write_headers
from parlance_runtime.http.prepare_request import PreparedRequest
from parlance_runtime.http.read_error import ERROR_LIMIT, response_error
from parlance_runtime.http.sending import Sending

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exchange(Generic[T]):
    """The successful end of an attempt."""

    data: T
    response: httpx.Response


def make_attempt(
    sending: Sending[T], request: PreparedRequest, attempt: Attempt, deadline: Deadline, *, renewed: bool = False
) -> Flow[Exchange[T]]:
    """Sends a call once and reads the answer; when the token has expired, once more with a new one.

    Raises `ParlanceError`, or what a hook raised.
    """
    configuration, operation = sending.configuration, sending.operation
    target = AuthorizedRequest(request.url, write_headers(operation, request.headers))
    attempt.headers = target.headers
    try:
        token = yield from authorize(target, operation, configuration, deadline)
    except TimeoutError as error:
        raise timed_out(operation.id) from error
    for hooks in configuration.hooks:
        if hooks.on_request is not None:
            yield from ask(Tell(hooks.on_request, attempt))
    try:
        return (yield from _exchange(sending, request, attempt, target, deadline))
    except ParlanceError as error:
        yield from ask(Close())
        for hooks in configuration.hooks:
            if hooks.on_error is not None:
                yield from ask(Tell(lambda error, tell=hooks.on_error: tell(attempt, error), error))
        again = not renewed and token is not None and (request.body is None or request.body.replayable)
        if not again or not _means_expired(error) or not _expire(sending, token or ""):
            raise
    return (yield from make_attempt(sending, request, attempt, deadline, renewed=True))


def _exchange(
    sending: Sending[T], request: PreparedRequest, attempt: Attempt, target: AuthorizedRequest, deadline: Deadline
) -> Flow[Exchange[T]]:
    """Sends and reads. The target's URL may carry a key, which `attempt.url` never does."""
    import httpx
    import idna

    from parlance_runtime.http.hidden_query_url import hide_query

    operation, configuration = sending.operation.id, sending.configuration
    try:
        outgoing = build_request(request.method, target.url, attempt.headers, request.body)
        if target.has_key:
            hide_query(outgoing)
        send = Send(outgoing, deadline=deadline, follow_redirects=target.follow_redirects)
        response = yield from ask(send)
        _check_encoding(response, operation)
        received = Received(response.status_code, response.headers)
        for hooks in configuration.hooks:
            if hooks.on_response is not None:
                yield from ask(Tell(lambda got, tell=hooks.on_response: tell(attempt, got), received))
        if response.is_success or response.status_code == 304:
            return Exchange((yield from sending.read(response, deadline)), response)
        if response.has_redirect_location:
            raise ConnectionFailure(
                f"{operation} was redirected, and would have taken its API key along", operation=operation
            )
        data = yield from _error_body(response, deadline)
        raise response_error(response, data, operation=operation, now=configuration.clock.now())
    except ParlanceError:
        raise
    except (httpx.TimeoutException, TimeoutError) as error:
        raise timed_out(operation) from error
    except (
        httpx.TransportError,
        httpx.TooManyRedirects,
        httpx.DecodingError,
        httpx.StreamError,
        httpx.InvalidURL,
        # What httpx lets through of a redirect to a name that no host can have.
        idna.IDNAError,
    ) as error:
        message = f"{operation} got no complete answer from {origin(attempt.url)}"
        raise ConnectionFailure(message, operation=operation) from error


def _check_encoding(response: httpx.Response, operation: str) -> None:
    """Packed twice, a few kilobytes become gigabytes before anybody can count them."""
    if "," in response.headers.get("content-encoding", ""):
        raise DecodeError(
            f"{operation} was answered with several content encodings",
            text="",
            status=response.status_code,
            headers=response.headers,
            operation=operation,
        )


def _error_body(response: httpx.Response, deadline: Deadline) -> Flow[bytes]:
    """The status is known already; a body cut short must not hide it."""
    import httpx

    try:
        return (yield from ask(ReadBody(response, limit=ERROR_LIMIT, deadline=deadline))).data
    except (httpx.HTTPError, TimeoutError):
        return b""


def timed_out(operation: str) -> TimeoutFailure:
    """The error of a call whose time is over."""
    return TimeoutFailure(f"{operation} timed out", operation=operation)


def _means_expired(error: ParlanceError) -> bool:
    """Servers with codes say so; with others any 401 may mean it."""
    return error.code in {"token_expired", "status_401"}


def _expire(sending: Sending[T], token: str) -> bool:
    bearer = sending.configuration.bearer
    return bearer is not None and bearer.expire(token)
