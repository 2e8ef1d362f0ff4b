"""Frames as the application sees them."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import GapFrame, Message, MessageFrame

_NO_TAGS = MappingProxyType[str, str]({})


def message_of(frame: MessageFrame, epoch: str | None = None) -> ChannelMessage[Any]:
    """A message as the application sees it. `epoch` is that of the subscription, which the frame may leave out."""
    get = frame.get
    epoch = get("epoch", epoch)
    offset = get("offset")
    time = get("time")
    identity = get("messageId")
    if identity is None and offset is not None and epoch is not None:
        identity = f"msg_{epoch}_{offset}"
    return ChannelMessage(
        frame["channel"],
        get("event", ""),
        get("data"),
        identity,
        epoch,
        offset,
        None if time is None else time / 1000,
        get("from"),
        get("tags", _NO_TAGS),
        get("publishId"),
        get("replay", False),
    )


def gap_of(frame: GapFrame) -> ChannelGap:
    """A gap as the application sees it."""
    return ChannelGap(frame["channel"], frame["from"], frame["to"], frame["reason"])


def message_of_history(item: Message) -> ChannelMessage[Any]:
    """The same of a message that was read from the history."""
    return ChannelMessage(
        item["channel"],
        item.get("event", ""),
        item["data"],
        item["id"],
        item["epoch"],
        item["offset"],
        _seconds(item["publishedAt"]),
        item.get("from"),
        item.get("tags", _NO_TAGS),
        item.get("publishId"),
        replay=True,
    )


def _seconds(text: str) -> float | None:
    try:
        # Python 3.10 knows no `Z`.
        return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return None
