"""One function for each event one cares for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.realtime.channel_message import ChannelMessage

EventHandlers: TypeAlias = "Mapping[str, Callable[[Any, ChannelMessage[Any]], object]]"
"""One function for each event one cares for, called with the event's data and with the message that brought it."""


def handler_of(
    handler: Callable[[ChannelMessage[Any]], object] | EventHandlers,
) -> Callable[[ChannelMessage[Any]], object]:
    """Hands each message to the function of its event; messages of other events go nowhere."""
    if callable(handler):
        return handler
    by_event = dict(handler)

    def hand_over(message: ChannelMessage[Any]) -> object:
        handle = by_event.get(message.event)
        return None if handle is None else handle(message.data, message)

    return hand_over
