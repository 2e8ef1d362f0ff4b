"""One call, read as its operation says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from parlance_runtime.calls.flow import Flow, ask
from parlance_runtime.calls.steps import Release
from parlance_runtime.http.decode_response import Decoded, decode_response
from parlance_runtime.http.read_headers import read_headers
from parlance_runtime.http.send import send
from parlance_runtime.http.sending import Sending

if TYPE_CHECKING:
    import httpx

    from parlance_runtime.calls.deadline import Deadline
    from parlance_runtime.client.call_options import CallOptions
    from parlance_runtime.client.configuration import Configuration
    from parlance_runtime.descriptor import Operation


@dataclass(frozen=True, slots=True)
class OperationCall:
    """One call with its parameters, and the type of its data."""

    configuration: Configuration
    operation: Operation
    values: Mapping[str, object]
    returns: object
    options: CallOptions

    def without_sink(self) -> OperationCall:
        """The same for the calls that follow."""
        return replace(self, options=replace(self.options, sink=None))


@dataclass(frozen=True, slots=True)
class Result:
    """What a call gave."""

    data: object
    response: httpx.Response


def read_result(
    call: OperationCall, *, values: Mapping[str, object] | None = None, url: str | None = None
) -> Flow[Result]:
    """Makes a call and reads its answer. With a raw sink the answer stays unread, and the data is `None`."""
    sink, operation = call.options.sink, call.operation
    asked = call.options.validate
    validate = call.configuration.validate if asked is None else asked

    def read(response: httpx.Response, deadline: Deadline) -> Flow[Decoded]:
        if sink is not None and sink.raw:
            deadline.lift()
            yield from ask(Release(response))
            return Decoded(None, b"")
        return (yield from decode_response(operation, response, call.returns, deadline=deadline, validate=validate))

    exchange = yield from send(
        Sending(
            operation=operation,
            values=call.values if values is None else values,
            options=call.options,
            configuration=call.configuration,
            read=read,
            url=url,
        )
    )
    if sink is not None:
        sink.headers = read_headers(operation.headers, exchange.response.headers)
        sink.content = exchange.data.content
        sink.response = exchange.response
    return Result(exchange.data.value, exchange.response)
