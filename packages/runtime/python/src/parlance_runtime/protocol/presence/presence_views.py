"""The presence of channels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_event import PresenceChanged, PresenceSynced

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import PresenceFrame, PresenceMember, PresenceSyncFrame
    from parlance_runtime.protocol.session.context import Context

MOST_KEPT = 1_000
"""Changes that are kept while pages come. A channel with more has changed so much that it is asked for again."""


def _no_members() -> list[PresenceMember]:
    return []


def _no_changes() -> list[PresenceFrame]:
    return []


@dataclass(slots=True)
class _View:
    """Who is in a channel, as far as it has come."""

    version: int | None = None
    """The version told last; `None` while the pages are not complete."""
    page_version: int | None = None
    """The version that the pages show."""
    members: list[PresenceMember] = field(default_factory=_no_members)
    kept: list[PresenceFrame] = field(default_factory=_no_changes)
    """Changes that came before the last page."""


class PresenceViews:
    """The presence of channels: pages put together, then changes, each once and in the order of their versions.

    `lost`: a change is missing, the channel has to be asked for again.
    """

    def __init__(self, context: Context, lost: Callable[[str], None]) -> None:
        self._context = context
        self._lost = lost
        self._views: dict[str, _View] = {}

    def restart(self, channel: str) -> None:
        """What comes next of this channel begins with a first page."""
        self._views.pop(channel, None)

    def clear(self) -> None:
        """What comes next of every channel begins with a first page."""
        self._views.clear()

    def sync(self, frame: PresenceSyncFrame) -> None:
        """A page."""
        channel = frame["channel"]
        view = self._views.get(channel)
        if view is None or view.version is not None:
            view = self._views[channel] = _View()
        # Pages may be of different moments. What changed after the first is told again, which changes nothing.
        if view.page_version is None:
            view.page_version = frame["version"]
        view.members.extend(frame["members"])
        if frame["cursor"] != "":
            return
        self._views[channel] = _View(version=view.page_version)
        self._context.emit(PresenceSynced(channel, view.members, view.page_version))
        for change in view.kept:
            self.change(change)

    def change(self, frame: PresenceFrame) -> None:
        """Somebody came, changed or left."""
        channel, version = frame["channel"], frame["version"]
        view = self._views.setdefault(channel, _View())
        if view.version is None:
            view.kept.append(frame)
            if len(view.kept) > MOST_KEPT:
                self._again(channel)
        elif version == view.version + 1:
            view.version = version
            self._context.emit(PresenceChanged(channel, frame))
        elif version > view.version:
            self._again(channel)

    def _again(self, channel: str) -> None:
        self.restart(channel)
        self._lost(channel)
