"""An ordered log of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from typing_extensions import TypeVar, Unpack

from parlance_runtime.client.check_names import check_names
from parlance_runtime.realtime.async_read_only_channel import AsyncReadOnlyChannel
from parlance_runtime.realtime.published import Published
from parlance_runtime.realtime.sendable import sendable

DataT = TypeVar("DataT", default=object)


class PublishOptions(TypedDict, total=False):
    """How a message is published."""

    publish_id: str | None
    """Names this publish: the server takes the same one once, within its dedup window. Default: one of its own."""
    tags: Mapping[str, str] | None
    """Short texts for filters; receivers see them."""
    ttl_seconds: int | None
    """How long it stays in the history. Default: as the channel is set up."""
    timeout: float | None
    """Seconds, reconnects included. Default: that of the client. `math.inf` = no limit."""


class AsyncChannel(AsyncReadOnlyChannel[DataT]):
    """An ordered log of messages, made by `AsyncRealtime.channel`: what is read, and what is published."""

    async def publish(self, event: str, data: object = None, **options: Unpack[PublishOptions]) -> Published:
        """Puts a message into the log, and returns when it is there.

        It survives reconnects: what is unanswered is sent again and taken once. Connects if nothing did yet. Raises a
        `RealtimeError`: the server's refusal, `queue_full`, `invalid_request` before anything is sent if the data hold
        what JSON cannot, or `outcome_unknown` when time ran out after it was sent. A task that is cancelled gives it
        up; what was sent already may still be published.
        """
        check_names(options, PublishOptions.__optional_keys__)
        session = self._context.session
        optional = {
            "publishId": options.get("publish_id"),
            "tags": options.get("tags"),
            "ttlSeconds": options.get("ttl_seconds"),
        }
        body: dict[str, Any] = {
            "type": "publish",
            "channel": self.name,
            "event": event,
            "data": sendable(data, ".data"),
            **{name: sendable(value, f".{name}") for name, value in optional.items() if value is not None},
        }
        size = session.size_of(body)
        timeout = options.get("timeout")
        async with session.gate.enter(size):
            answer = await session.request(body, size=size, timeout=timeout)
        return Published(
            answer["epoch"], answer["offset"], answer.get("messageId"), bool(answer.get("duplicate", False))
        )
