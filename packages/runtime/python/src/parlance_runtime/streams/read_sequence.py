"""Streams of server-sent events and JSON lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from parlance_runtime.calls.flow import Flow, Step, ask
from parlance_runtime.calls.steps import Chunks, Close, ReadBody, ReadChunk, Sleep
from parlance_runtime.calls.stream_flow import Emit, StreamFlow
from parlance_runtime.errors import ConnectionError as ConnectionFailure
from parlance_runtime.errors import DecodeError
from parlance_runtime.http.read_error import ERROR_LIMIT
from parlance_runtime.http.retry_wait import back_off
from parlance_runtime.http.send import send
from parlance_runtime.http.sending import Sending
from parlance_runtime.models.decode import decode_json
from parlance_runtime.streams.event_parser import EventParser, LineParser, Message, Parser
from parlance_runtime.streams.stream_event import StreamEvent

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    import httpx

    from parlance_runtime.calls.deadline import Deadline
    from parlance_runtime.client.call_options import StreamOptions
    from parlance_runtime.client.configuration import Configuration
    from parlance_runtime.descriptor import Operation

MOST_FRUITLESS = 10
"""Connections in a row without an event after which a stream is given up."""

EventFlow: TypeAlias = "Generator[Step[object] | Emit[StreamEvent[object]], Any, Literal['ended', 'finished']]"
"""What reads one connection."""

END_MARK = "[DONE]"
"""Sent by several platforms as the last event of a finished stream; no contract's schema has it."""

_ACCEPTS = {"sse": "text/event-stream", "jsonl": "application/jsonl, application/x-ndjson, application/json-seq"}


@dataclass(frozen=True, slots=True)
class Sequence:
    """One stream to be read."""

    configuration: Configuration
    operation: Operation
    values: Mapping[str, object]
    returns: object
    """Type of an item."""
    options: StreamOptions


@dataclass(slots=True)
class Position:
    """Where a stream stands; kept over reconnections."""

    last_event_id: str | None = None
    retry: float | None = None
    """Wait before opening again that the server named, in seconds."""
    fruitless: int = 0
    """Connections in a row that ended without an event."""


def read_sequence(sequence: Sequence) -> StreamFlow[StreamEvent[object]]:
    """Reads a stream, opening it again as `StreamOptions.reconnect` says."""
    position = Position()
    while True:
        try:
            end = yield from _read_connection(sequence, position)
            if end == "finished" or not _goes_on(sequence, position, "ended"):
                return
        except ConnectionFailure:
            if not _goes_on(sequence, position, "broken"):
                raise
        yield from ask(Close())
        yield from ask(Sleep((position.retry or 0.0) + back_off(position.fruitless)))


def _goes_on(sequence: Sequence, position: Position, how: Literal["ended", "broken"]) -> bool:
    operation, reconnect = sequence.operation, sequence.options.reconnect
    if operation.sequence != "sse" or operation.method != "GET" or reconnect == "never":
        return False
    position.fruitless += 1
    if position.fruitless > MOST_FRUITLESS:
        return False
    known = position.last_event_id if how == "broken" else position.retry
    return reconnect == "always" or known is not None


def _read_connection(sequence: Sequence, position: Position) -> EventFlow:
    """Reads one connection to its end; "finished" when the server said that there is no more."""
    response = yield from _open(sequence, position)
    if response.status_code == 204:
        return "finished"
    parser: Parser = LineParser() if sequence.operation.sequence == "jsonl" else EventParser()
    chunks = Chunks(response)
    while True:
        chunk = yield from _next_chunk(sequence, chunks)
        messages = parser.end() if chunk is None else parser.feed(chunk)
        for message in messages:
            position.fruitless = 0
            # Noted when the event is handed over, so that a break in between goes on after the last one that was.
            if message.id is not None:
                position.last_event_id = message.id or None
            if message.data == END_MARK:
                return "finished"
            event = _event(sequence, message)
            if event is not None:
                yield Emit(event)
        position.retry = parser.retry if parser.retry is not None else position.retry
        if chunk is None:
            return "ended"


def _next_chunk(sequence: Sequence, chunks: Chunks) -> Flow[bytes | None]:
    import httpx

    try:
        return (yield from ask(ReadChunk(chunks)))
    except (httpx.HTTPError, httpx.StreamError) as error:
        operation = sequence.operation.id
        raise ConnectionFailure(f"The stream of {operation} broke off", operation=operation) from error


def _open(sequence: Sequence, position: Position) -> Flow[httpx.Response]:
    """Opens one connection of the stream, from after the last event on."""
    operation, options = sequence.operation, sequence.options
    accept = operation.accept or _ACCEPTS[operation.sequence or "sse"]
    resume = {} if position.last_event_id is None else {"Last-Event-ID": position.last_event_id}
    sending = Sending(
        operation=operation._replace(accept=accept),
        values=sequence.values,
        options=replace(options, headers={**resume, **(options.headers or {})}),
        configuration=sequence.configuration,
        read=lambda response, deadline: _check(operation, response, deadline),
    )
    return (yield from send(sending)).response


def _check(operation: Operation, response: httpx.Response, deadline: Deadline) -> Flow[None]:
    kind = response.headers.get("content-type", "")
    if operation.sequence == "jsonl" or kind.startswith("text/event-stream") or response.status_code == 204:
        deadline.lift()
        return
    content = yield from ask(ReadBody(response, limit=ERROR_LIMIT, deadline=deadline))
    raise DecodeError(
        f"{operation.id} was answered with {kind or 'no media type'} instead of text/event-stream",
        text=content.data.decode("utf-8", "replace"),
        status=response.status_code,
        headers=response.headers,
        operation=operation.id,
    )


def _event(sequence: Sequence, message: Message) -> StreamEvent[object] | None:
    """The item that one event or line holds; `None` for one that cannot be read and that the caller was told of."""
    operation, options = sequence.operation, sequence.options
    if operation.reads == "text":
        return StreamEvent(message.data, message.event, message.id)
    validate = sequence.configuration.validate if options.validate is None else options.validate
    try:
        data = decode_json(sequence.returns, message.data, operation=operation.id, validate=validate)
    except ValueError as error:
        unreadable = DecodeError(
            f"{operation.id} sent something that is not JSON", text=message.data, operation=operation.id
        )
        if options.on_malformed is None:
            raise unreadable from error
        options.on_malformed(unreadable)
        return None
    return StreamEvent(data, message.event, message.id)
