"""A document that is followed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal, TypedDict

from parlance_runtime.client.check_names import check_names
from parlance_runtime.errors.parlance_error import ParlanceError
from parlance_runtime.protocol.frames.codes_gen import CLOSED, UNSUBSCRIBED
from parlance_runtime.protocol.session.connection_state import ClosedState
from parlance_runtime.protocol.session.subscription_state import SubscribedState, UnsubscribedState
from parlance_runtime.realtime.channel_context import ChannelContext
from parlance_runtime.realtime.channel_subscription import ChannelSubscription, SubscriptionHandlers
from parlance_runtime.realtime.documents.document import DocumentChange, DocumentState, change_of
from parlance_runtime.realtime.documents.document_copy import DocumentCopy
from parlance_runtime.realtime.realtime_error import RealtimeError, error_of

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.async_realtime import AsyncRealtime
    from parlance_runtime.realtime.channel_message import ChannelMessage
    from parlance_runtime.realtime.realtime_options import AsyncAuthorizeCallback
    from parlance_runtime.realtime.realtime_session import RealtimeSession
    from parlance_runtime.realtime.subscription import AsyncSubscription

LONGEST_WAIT = 20.0


class WatchDocumentOptions(TypedDict, total=False):
    """How a document is watched."""

    on_state: Callable[[DocumentState, DocumentChange | None], object] | None
    """Called with each state, beginning with the one that was read; the change is how it came about, if one did it."""
    on_error: Callable[[ParlanceError], object] | None
    """Called when the watch has ended because it was refused. Default: the client's `error` listeners."""
    read: Callable[[], Awaitable[DocumentState]] | None
    """Reads the document as it is: at the beginning, and when changes were missed.

    Default: the method `documents.get` over the connection. A failure with the code `not_found` means that there is
    none yet; one that is `retryable` is tried again.
    """
    authorize: AsyncAuthorizeCallback | None
    """For private and presence channels. Default: that of the client."""


class AsyncDocumentWatch:
    """A document that is followed, made by `AsyncRealtime.watch_document`."""

    subscription: AsyncSubscription
    """The subscription beneath: its state and position."""

    def __init__(
        self, context: ChannelContext, read: Callable[[], Awaitable[DocumentState]], options: WatchDocumentOptions
    ) -> None:
        self._context = context
        self._read_document = read
        self._options = options
        self._copy = DocumentCopy()
        self._phase: Literal["waiting", "reading", "current", "ended"] = "waiting"
        # Changes were missed while the document was being read.
        self._read_again = False
        self._failures = 0
        self._cancel_read: Callable[[], object] | None = None
        self._waiting: list[asyncio.Future[DocumentState]] = []
        self._error: ParlanceError | None = None
        handlers = SubscriptionHandlers(
            message=self._message, gap=lambda _: self._missed(), state=self._told, takes_refusal=self._takes_refusal
        )
        self.subscription = ChannelSubscription(context, {"return_mode": "diff"}, handlers)

    @property
    def state(self) -> DocumentState | None:
        """The document as far as it is known; `None` until it was read."""
        return self._copy.state

    async def ready(self) -> DocumentState:
        """The first state that was read. Raises a `ParlanceError` if the watch ends before."""
        if self._copy.state is not None:
            return self._copy.state
        if self._phase == "ended":
            raise self._end_error()
        waiter: asyncio.Future[DocumentState] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        return await waiter

    def close(self) -> None:
        """Ends the watch."""
        self.subscription.unsubscribe()

    @property
    def _takes_refusal(self) -> bool:
        return self._options.get("on_error") is not None

    def _told(self, state: SubscriptionState) -> None:
        if isinstance(state, SubscribedState) and self._phase == "waiting":
            self._read()
        if isinstance(state, UnsubscribedState):
            self._end(None if state.error is None else error_of(state.error))

    def _message(self, message: ChannelMessage[object]) -> None:
        change = change_of(message.data)
        if change is not None:
            self._changed(change)

    def _changed(self, change: DocumentChange) -> None:
        if self._phase != "current":
            self._copy.keep(change)
            return
        result = self._copy.apply(change)
        if result == "applied":
            self._tell(change)
        elif result == "missing":
            self._copy.keep(change)
            self._missed()

    def _missed(self) -> None:
        if self._phase == "reading":
            self._read_again = True
        elif self._phase == "current":
            self._read()

    def _read(self) -> None:
        self._phase = "reading"
        self._read_again = False
        self._cancel_read = self._context.session.spawn(self._run()).cancel

    async def _run(self) -> None:
        try:
            state = await self._read_document()
        except Exception as cause:
            error = cause if isinstance(cause, ParlanceError) else ParlanceError(str(cause))
            if error.code != "not_found":
                self._failed(error)
                return
            state = DocumentState(0, None)
        self._loaded(state)

    def _loaded(self, state: DocumentState) -> None:
        if self._phase != "reading":
            return
        self._failures = 0
        if self._read_again:
            self._read()
            return
        self._phase = "current"
        self._copy.load(state)
        self._tell(None)
        for change in self._copy.take_kept():
            self._changed(change)

    def _failed(self, error: ParlanceError) -> None:
        if self._phase != "reading":
            return
        if not error.retryable:
            self._cancel_read = None
            self._end(error)
            self.close()
            return
        wait = min(LONGEST_WAIT, 0.5 * 2**self._failures)
        self._failures += 1
        self._cancel_read = self._context.session.later(wait, self._read)

    def _tell(self, change: DocumentChange | None) -> None:
        state = self._copy.state
        if state is None:
            return
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(state)
        self._waiting.clear()
        on_state = self._options.get("on_state")
        if on_state is not None:
            self._context.session.listeners.call(lambda now: on_state(now, change), state)

    def _end(self, error: ParlanceError | None) -> None:
        if self._phase == "ended":
            return
        self._phase = "ended"
        self._error = error
        if self._cancel_read is not None:
            self._cancel_read()
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_exception(self._end_error())
        self._waiting.clear()
        on_error = self._options.get("on_error")
        if error is not None and on_error is not None:
            self._context.session.listeners.call(on_error, error)

    def _end_error(self) -> ParlanceError:
        if isinstance(self._context.session.state, ClosedState):
            return error_of(CLOSED)
        return self._error or RealtimeError(UNSUBSCRIBED)


def watch_document(
    realtime: AsyncRealtime, session: RealtimeSession, collection: str, document: str, options: WatchDocumentOptions
) -> AsyncDocumentWatch:
    """Follows a document."""
    check_names(options, WatchDocumentOptions.__optional_keys__)

    async def read() -> DocumentState:
        result = await realtime.request("documents.get", {"collection": collection, "document": document})
        return DocumentState(result["revision"], result.get("data"))

    context = ChannelContext(session, f"document:{collection}:{document}", options.get("authorize"))
    return AsyncDocumentWatch(context, options.get("read") or read, options)
