"""Which messages a subscription gets, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypedDict

from parlance_runtime.realtime.sendable import sendable

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ChannelRewind, Position, ReturnMode
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.channel_message import ChannelGap, ChannelMessage


class DeliveryOptions(TypedDict, total=False):
    """Which messages a subscription gets, and how."""

    since: Position | None
    """Go on after this position, that of the last message that was seen. A loss is told as a gap."""
    rewind: ChannelRewind | None
    """Without a position: older messages to replay first, by number (`count`) or by age (`ms`)."""
    filter: Mapping[str, object] | None
    """Only messages that this selects, by paths such as `event`, `tags.lang`, `data.campusId`."""
    policy: Literal["buffer", "latest"] | None
    """When this client reads too slowly.

    `buffer`: the connection is closed and resumed, without loss. `latest`: it goes on with the newest message, and a
    gap before it says what was left out.
    """
    conflate: float | None
    """Send at most one message in so many seconds, the newest; a gap before it says what was left out."""
    return_mode: ReturnMode | None
    """For `document:` channels: the whole document, the difference, or both."""
    on_unknown: Callable[[ChannelMessage[object]], object] | None
    """Called with a message that the channel's contract does not know, with plain JSON as its data.

    Default: the client's `unknown` listeners.
    """


class SubscribeOptions(DeliveryOptions, total=False):
    """How a channel is subscribed to with a handler."""

    on_gap: Callable[[ChannelGap], object] | None
    """Called where messages are missing, between the messages: time to read anew what is kept of them.

    Default: the client's `gap` listeners; where there is none, a warning of the logger `parlance`.
    """
    on_live: Callable[[], object] | None
    """Called when everything that was missed has been handed over and messages are live again."""
    on_state: Callable[[SubscriptionState], object] | None
    """Called with each state of the subscription."""


class MessagesOptions(DeliveryOptions, total=False):
    """How messages are iterated."""

    buffer: int
    """How many messages wait for the reader at most. Default: 1,000."""
    overflow: Literal["resume", "drop-oldest"]
    """What happens when the reader is too slow and the buffer is full.

    `resume`, the default: the subscription is given up and, when the buffer is empty, taken up where it was; nothing is
    lost as long as the channel's history reaches back, and a loss is a gap. `drop-oldest`: the oldest are dropped, and
    a gap stands in their place.
    """


def wire_options(
    options: DeliveryOptions, *, since: Position | None, token: str | None, mode: str | None
) -> dict[str, Any]:
    """What the frame says of a subscription. From a position on nothing older is asked for.

    Raises a `RealtimeError` if it holds what cannot be sent.
    """
    conflate = options.get("conflate")
    members = {
        "conflateMs": None if conflate is None else round(conflate * 1000),
        "filter": sendable(options.get("filter"), ".filter"),
        "mode": None if mode is None else [mode],
        "policy": options.get("policy"),
        "returnMode": options.get("return_mode"),
        "rewind": options.get("rewind") if since is None else None,
        "since": since,
        "token": token,
    }
    return {name: member for name, member in members.items() if member is not None}
