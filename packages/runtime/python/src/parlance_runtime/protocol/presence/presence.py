"""Presence, for `Session.use`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.presence.memberships import Memberships
from parlance_runtime.protocol.presence.presence_views import PresenceViews

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ServerFrame
    from parlance_runtime.protocol.session.part import PartHost
    from parlance_runtime.protocol.session.request import RequestBody
    from parlance_runtime.protocol.session.session_event import Outcome


class PresencePart:
    """Presence, for `Session.use`: who is on a channel, told as changes of the whole; and the application's own."""

    def __init__(self, host: PartHost) -> None:
        self._subscriptions = host.subscriptions
        self._views = PresenceViews(host.context, host.subscriptions.ask_for_presence)
        self._memberships = Memberships(host.context, host.requests)

    def asked(self, body: RequestBody) -> None:
        """The application asks for something."""
        self._memberships.asked(body)

    def settled(self, body: RequestBody, outcome: Outcome) -> None:
        """It is known what became of that."""
        self._memberships.settled(body, outcome)

    def received(self, frame: ServerFrame) -> bool:
        """Takes the frames of presence."""
        if frame["type"] == "presence":
            self._views.change(frame)
        elif frame["type"] == "presence_sync":
            self._views.sync(frame)
        else:
            return False
        return True

    def subscribed(self, channel: str, shows_presence: bool) -> None:
        """A subscription of a channel holds."""
        if shows_presence:
            self._views.restart(channel)
        self._memberships.subscribed(channel)

    def welcomed(self, resumed: bool) -> None:
        """A connection holds."""
        self._memberships.welcomed(resumed=resumed, subscribed_to=self._subscriptions.by_address)

    def broken(self) -> None:
        """The connection, or the session, is gone."""
        self._views.clear()
