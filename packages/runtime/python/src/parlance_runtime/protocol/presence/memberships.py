"""The application's own presence."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parlance_runtime.protocol.session.session_event import ErrorOccurred, Failed, Outcome, Succeeded

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.request import RequestBody
    from parlance_runtime.protocol.session.requests import Requests


@dataclass(slots=True)
class _Membership:
    """Where the application is present, and what it last said of itself there."""

    data: dict[str, Any]
    """The member `data` of the frame, if there is one."""
    entered: bool = False
    """Whether the server knows it; until then the request itself is sent again."""


class Memberships:
    """The application's own presence, entered again with its newest data wherever a session was not resumed."""

    def __init__(self, context: Context, requests: Requests) -> None:
        self._context = context
        self._requests = requests
        self._by_channel: dict[str, _Membership] = {}
        # Channels to enter again once their subscription holds: it may carry the authorisation that entering needs.
        self._owed: set[str] = set()

    def asked(self, body: RequestBody) -> None:
        """The application enters, changes its data or leaves."""
        if body["type"] != "presence":
            return
        channel = body["channel"]
        if body["action"] == "leave":
            self._by_channel.pop(channel, None)
            return
        data = {"data": body["data"]} if "data" in body else {}
        self._by_channel.setdefault(channel, _Membership(data)).data = data

    def settled(self, body: RequestBody, outcome: Outcome) -> None:
        """It is known what became of that."""
        if body["type"] != "presence" or body["action"] != "enter":
            return
        membership = self._by_channel.get(body["channel"])
        if membership is None:
            return
        if isinstance(outcome, Succeeded):
            membership.entered = True
        elif not membership.entered:
            del self._by_channel[body["channel"]]

    def welcomed(self, *, resumed: bool, subscribed_to: Container[str]) -> None:
        """A connection holds. Without the session from before nobody there knows us."""
        self._owed.clear()
        if resumed:
            return
        for channel, membership in list(self._by_channel.items()):
            if membership.entered and channel in subscribed_to:
                self._owed.add(channel)
            elif membership.entered:
                self._enter_again(channel, membership)

    def subscribed(self, channel: str) -> None:
        """A subscription of a channel holds."""
        membership = self._by_channel.get(channel)
        if channel in self._owed:
            self._owed.discard(channel)
            if membership is not None:
                self._enter_again(channel, membership)

    def _enter_again(self, channel: str, membership: _Membership) -> None:
        def settle(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                self._by_channel.pop(channel, None)
                self._context.emit(ErrorOccurred(outcome.error))

        body = {"type": "presence", "channel": channel, "action": "enter", **membership.data}
        self._requests.urge(body, settle)
