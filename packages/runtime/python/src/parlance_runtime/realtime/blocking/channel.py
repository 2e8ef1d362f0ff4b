"""An ordered log of messages."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from typing_extensions import TypeVar, Unpack

from parlance_runtime.realtime.blocking.read_only_channel import ReadOnlyChannel

if TYPE_CHECKING:
    from parlance_runtime.realtime.async_channel import AsyncChannel, PublishOptions
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.realtime.published import Published

DataT = TypeVar("DataT", default=object)


class Channel(ReadOnlyChannel[DataT]):
    """An ordered log of messages, made by `Realtime.channel`: what is read, and what is published."""

    def __init__(self, loop: LoopThread, channel: AsyncChannel[DataT]) -> None:
        super().__init__(loop, channel)
        self._publisher = channel

    def publish(self, event: str, data: object = None, **options: Unpack[PublishOptions]) -> Published:
        """Puts a message into the log, and returns when it is there.

        It survives reconnects: what is unanswered is sent again and taken once. Connects if nothing did yet. Raises a
        `RealtimeError`: the server's refusal, `queue_full`, `invalid_request` before anything is sent if the data hold
        what JSON cannot, or `outcome_unknown` when time ran out after it was sent.
        """
        return self._loop.run(self._publisher.publish(event, data, **options))

    def publish_nowait(self, event: str, data: object = None, **options: Unpack[PublishOptions]) -> Future[Published]:
        """The same without waiting: for many messages, which stay in the order of these calls.

        The future tells what became of it, and `cancel()` gives it up. Nothing slows the caller down but the bounds of
        the queue (`queue_full`). May be called in a handler.
        """
        return self._loop.submit(self._publisher.publish(event, data, **options))
