"""A document that is followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict

from parlance_runtime.realtime.blocking.subscription import Subscription

if TYPE_CHECKING:
    from parlance_runtime.errors.parlance_error import ParlanceError
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.realtime.documents.async_document_watch import AsyncDocumentWatch
    from parlance_runtime.realtime.documents.document import DocumentChange, DocumentState


class WatchDocumentOptions(TypedDict, total=False):
    """How a document is watched. Callbacks are called on the client's thread and must not block."""

    on_state: Callable[[DocumentState, DocumentChange | None], object] | None
    """Called with each state, beginning with the one that was read; the change is how it came about, if one did it."""
    on_error: Callable[[ParlanceError], object] | None
    """Called when the watch has ended because it was refused. Default: the client's `error` listeners."""


class DocumentWatch:
    """A document that is followed, made by `Realtime.watch_document`."""

    subscription: Subscription
    """The subscription beneath: its state and position."""

    def __init__(self, loop: LoopThread, watch: AsyncDocumentWatch) -> None:
        self._loop = loop
        self._watch = watch
        self.subscription = Subscription(loop, watch.subscription)

    @property
    def state(self) -> DocumentState | None:
        """The document as far as it is known; `None` until it was read."""
        return self._watch.state

    def ready(self, *, timeout: float | None = None) -> DocumentState:
        """Waits for the first state that was read.

        Raises a `ParlanceError` if the watch ends before, and a `TimeoutError` after `timeout` seconds.
        """
        return self._loop.run(self._watch.ready(), timeout)

    def close(self) -> None:
        """Ends the watch."""
        self._loop.call(self._watch.close)
