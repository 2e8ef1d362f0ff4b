"""The position of one subscription or of the inbox, and what may be told from there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypedDict, TypeGuard

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import GapFrame, MessageFrame, Position


class Start(TypedDict):
    """Where a subscription begins, as `ok` and `welcome.inbox` say."""

    epoch: str
    offset: int
    recovered: Literal["yes", "no", "none"]


def is_start(frame: Mapping[str, object]) -> TypeGuard[Start]:
    """Whether an answer says where a subscription begins.

    An `ok` is of any shape; a position that is none would poison all that follows.
    """
    return isinstance(frame.get("epoch"), str) and isinstance(frame.get("offset"), int)


class Track(ABC):
    """The position of one subscription or of the inbox, and what may be told from there: exactly what follows it.

    What is at or before it is a duplicate, anything further shows a hole.
    """

    __slots__ = ("_epoch", "_offset", "_owed", "channel", "holes", "listening")

    def __init__(self, channel: str, since: Position | None = None) -> None:
        self.channel = channel
        # The epoch and the offset of the last message told. Two members, because a message moves only one of them.
        self._epoch: str | None = None
        self._offset = 0
        # Where a loss begins that the server announced and has not told yet.
        self._owed: Position | None = None
        self.listening = False
        """Whether frames count: from the answer on, until something is asked again or the connection is lost."""
        self.holes = 0
        """Holes since the last message: a server that does not fill them must not be asked in a circle."""
        if since is not None:
            self._move(since["epoch"], since["offset"])

    @abstractmethod
    def tell_message(self, frame: MessageFrame) -> None:
        """Tells a message."""

    @abstractmethod
    def tell_gap(self, frame: GapFrame) -> None:
        """Tells that some are missing."""

    @abstractmethod
    def hole(self) -> None:
        """Something is missing between the position and what came. Nothing more is told until `begin`."""

    @property
    def position(self) -> Position | None:
        """That of the last message or gap told; `None` before the first answer.

        Where a loss begins, as long as that is not told.
        """
        if self._owed is not None:
            return self._owed
        return None if self._epoch is None else {"epoch": self._epoch, "offset": self._offset}

    def begin(self, start: Start) -> None:
        """The server says where it begins."""
        had = self.position
        whole = had is None or (start["recovered"] == "yes" and start["epoch"] == had["epoch"])
        self.listening = True
        self._owed = None if whole else had
        if whole and had is not None:
            self._move(had["epoch"], had["offset"])
        else:
            self._move(start["epoch"], start["offset"])

    def message(self, frame: MessageFrame) -> None:
        """A message came."""
        if not self.listening:
            return
        if self._owed is not None:
            self._tell_owed(self._owed)
        offset = frame.get("offset")
        if offset is None or self.follow(frame):
            self.tell_message(frame)
        elif offset > self._offset or frame.get("epoch", self._epoch) != self._epoch:
            self.listening = False
            self.holes += 1
            self.hole()

    def follow(self, frame: MessageFrame) -> bool:
        """Moves to a message that is exactly what follows, and returns true; else nothing is done."""
        offset = frame.get("offset")
        if offset is None or not self.listening or self._owed is not None:
            return False
        here = self._offset
        # What lies between `previous` and `offset` is not of this subscription, so a `previous` from before is no hole.
        if offset <= here or frame.get("previous", offset - 1) > here or frame.get("epoch", self._epoch) != self._epoch:
            return False
        self._offset = offset
        self.holes = 0
        return True

    def gap(self, frame: GapFrame) -> None:
        """The server tells that something is missing."""
        if not self.listening:
            return
        self._owed = None
        to = frame["to"]
        # A gap that was told before must not lead back to what was told since.
        if to["epoch"] != self._epoch or to["offset"] > self._offset:
            self._move(to["epoch"], to["offset"])
        self.tell_gap(frame)

    def live(self) -> None:
        """Everything missed has come."""
        if self._owed is not None:
            self._tell_owed(self._owed)

    def _move(self, epoch: str, offset: int) -> None:
        self._epoch = epoch
        self._offset = offset

    def _tell_owed(self, since: Position) -> None:
        """The server announced a loss, by `recovered: no` or a new epoch, and went on without its `gap`."""
        self._owed = None
        to = self.position or since
        reason = "history_exceeded" if since["epoch"] == to["epoch"] else "epoch_changed"
        self.tell_gap({"type": "gap", "channel": self.channel, "from": since, "to": to, "reason": reason})
