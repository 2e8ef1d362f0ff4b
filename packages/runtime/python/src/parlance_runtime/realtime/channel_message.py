"""What a channel brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal

from typing_extensions import TypeVar

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position, Sender

Data = TypeVar("Data", default=object, covariant=True)


@dataclass(frozen=True, slots=True)
class ChannelMessage(Generic[Data]):
    """A message of a channel."""

    channel: str
    event: str
    """What happened; empty if the publisher named nothing."""
    data: Data
    id: str | None
    """The message's id, by which its copies in webhooks and history are known."""
    epoch: str | None
    """With `offset` its place in the channel's log; both are `None` for what is in no log."""
    offset: int | None
    published_at: float | None
    """Seconds since 1970, by the server's clock."""
    sender: Sender | None
    """Who published it."""
    tags: Mapping[str, str]
    """Short texts for filters."""
    publish_id: str | None
    """What the publisher called this publish."""
    replay: bool
    """Whether it was missed or asked for by `rewind`, and came later than its time."""
    type: Literal["message"] = "message"
    """Tells it from a gap."""

    @property
    def position(self) -> Position | None:
        """Its place, for `since`; `None` for what is in no log."""
        if self.epoch is None or self.offset is None:
            return None
        return {"epoch": self.epoch, "offset": self.offset}


@dataclass(frozen=True, slots=True)
class ChannelGap:
    """Messages are missing here. Whoever keeps a state by messages reads it anew."""

    channel: str
    since: Position | None
    """The last position before; `None` if there was none."""
    to: Position | None
    """Where it goes on."""
    reason: str
    """Why it is there.

    The server no longer had them (`history_exceeded`, `history_forbidden`), the log began anew (`epoch_changed`), the
    filter is another (`filter_changed`), the server left them out (`conflated`), or this reader was too slow
    (`buffer_exceeded`).
    """
    type: Literal["gap"] = "gap"
    """Tells it from a message."""

    @property
    def position(self) -> Position | None:
        """Where it goes on, for `since`."""
        return self.to
