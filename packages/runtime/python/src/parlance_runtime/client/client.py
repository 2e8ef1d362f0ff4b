"""Where calls go and who makes them, without async."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from typing_extensions import Self, TypeForm, Unpack

from parlance_runtime.calls.page import Page
from parlance_runtime.calls.stream_call import StreamCall
from parlance_runtime.client.call_options import DEFAULT_OPTIONS, DEFAULT_STREAM_OPTIONS, CallOptions, StreamOptions
from parlance_runtime.client.check_names import check_names
from parlance_runtime.client.configuration import configure
from parlance_runtime.client.options import ClientOptions
from parlance_runtime.client.request import operation_of
from parlance_runtime.client.setup import ClientSetup
from parlance_runtime.errors import AbortError

if TYPE_CHECKING:
    from parlance_runtime.calls.flow import Flow, Scope
    from parlance_runtime.calls.next_page import Cursor
    from parlance_runtime.calls.read_result import OperationCall
    from parlance_runtime.descriptor import Operation

T = TypeVar("T")
Item = TypeVar("Item")
Data = TypeVar("Data")


class Client:
    """Where calls go and who makes them. Safe for many threads; has no state but a token and connections kept open.

    Raises `ConfigurationError` for a setup that cannot work. `close()` closes the connections; `with` does so by
    itself.
    """

    def __init__(self, setup: ClientSetup = ClientSetup(), **options: Unpack[ClientOptions]) -> None:  # noqa: B008
        check_names(options, ClientOptions.__optional_keys__)
        self._configuration = configure(options, options.get("token"), setup)
        self._given = options.get("http_client")
        self._http = self._given
        self._lock = threading.Lock()
        self._closed = False

    @property
    def url(self) -> str:
        """Base URL of the platform, without a slash at the end."""
        return self._configuration.url

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self.url!r})"

    def call(
        self,
        operation: Operation,
        values: Mapping[str, object],
        returns: TypeForm[T],
        options: CallOptions | None = None,
    ) -> T:
        """Makes one operation's call; `values` holds its parameters by key, and `body`.

        `returns` is the type of the data.

        Raises `ParlanceError`; a refusal by the server is the `ResponseError` of its status.
        """
        from parlance_runtime.calls.read_result import read_result

        return cast("T", self._drive(read_result(self._operation_call(operation, values, returns, options))).data)

    def paginate(
        self,
        operation: Operation,
        values: Mapping[str, object],
        returns: TypeForm[Data],
        item: TypeForm[Item],
        options: CallOptions | None = None,
    ) -> Page[Item, Data]:
        """Reads the first page of a list; the options hold for each page's call.

        A server that answers with a cursor it gave before makes the iteration fail with `pagination_loop`.
        """
        from parlance_runtime.calls.next_page import Cursor

        del item
        call = self._operation_call(operation, values, returns, options)
        return cast("Page[Item, Data]", self._page(call, Cursor(values)))

    def stream(
        self,
        operation: Operation,
        values: Mapping[str, object],
        item: TypeForm[Item],
        options: StreamOptions | None = None,
    ) -> StreamCall[Item]:
        """A sequence of items: server-sent events or JSON lines, opened when iterated.

        The loop raises `ParlanceError`: `DecodeError` with the text of an event that is not JSON, `ConnectionError`
        when
        the connection broke and cannot be resumed.
        """
        from parlance_runtime.calls.stream_flow import iterate
        from parlance_runtime.streams.read_sequence import Sequence, read_sequence

        sequence = Sequence(self._configuration, operation, values, item, options or DEFAULT_STREAM_OPTIONS)
        return cast("StreamCall[Item]", StreamCall(lambda: iterate(read_sequence(sequence), self._scope())))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        options: CallOptions | None = None,
    ) -> object:
        """Makes a call that no operation stands for, with the client's URL, credentials, retries, timeouts and errors.

        `path` begins with a slash and is sent as it is; `body` is sent as JSON, unless it is bytes or a file.
        """
        operation = operation_of(method, path, query or {}, options or DEFAULT_OPTIONS)
        return self.call(operation, {**(query or {}), "body": body}, object, options)

    def close(self) -> None:
        """Closes the connections and refuses new calls with an `AbortError` (`client_closed`)."""
        with self._lock:
            self._closed = True
            if self._http is not None and self._given is None:
                self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _operation_call(
        self, operation: Operation, values: Mapping[str, object], returns: object, options: CallOptions | None
    ) -> OperationCall:
        from parlance_runtime.calls.read_result import OperationCall

        return OperationCall(self._configuration, operation, values, returns, options or DEFAULT_OPTIONS)

    def _page(self, call: OperationCall, cursor: Cursor) -> Page[object, object]:
        from parlance_runtime.calls.read_page import read_page

        items, data, following = self._drive(read_page(call, cursor))
        rest = call.without_sink()
        return Page(items, data, None if following is None else lambda: self._page(rest, following))

    def _drive(self, flow: Flow[T]) -> T:
        from parlance_runtime.calls.flow import drive

        return drive(flow, self._scope())

    def _scope(self) -> Scope:
        from parlance_runtime.calls.flow import Scope

        with self._lock:
            if self._closed:
                raise AbortError("The client is closed", code="client_closed")
            if self._http is None:
                import httpx

                from parlance_runtime.client.no_cookies import no_cookies

                self._http = httpx.Client(timeout=None, cookies=no_cookies())  # noqa: S113
            return Scope(self._http, self._configuration.clock)
