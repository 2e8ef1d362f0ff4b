"""The application's own presence."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

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
    state: Literal["asked", "entered", "owed", "entering"] = "asked"
    """Whether the server knows it.

    `asked`: until it is answered the request itself is sent again. `owed`: a session was not resumed, and it is to be
    entered again; `entering`: that is under way.
    """


class Memberships:
    """The application's own presence, entered again with its newest data wherever a session was not resumed."""

    def __init__(self, context: Context, requests: Requests) -> None:
        self._context = context
        self._requests = requests
        self._by_channel: dict[str, _Membership] = {}

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
            membership.state = "entered"
        elif membership.state == "asked":
            del self._by_channel[body["channel"]]

    def welcomed(self, *, resumed: bool, subscribed_to: Container[str]) -> None:
        """A connection holds.

        Without the session from before nobody there knows us; nor where entering again was not answered.
        """
        for channel, membership in list(self._by_channel.items()):
            if membership.state == "entering" or (membership.state == "entered" and not resumed):
                membership.state = "owed"
            # The subscription may carry the authorisation that entering needs.
            if channel not in subscribed_to:
                self.subscribed(channel)

    def subscribed(self, channel: str) -> None:
        """A subscription of a channel holds: what is owed there can be entered again."""
        membership = self._by_channel.get(channel)
        if membership is None or membership.state != "owed":
            return
        membership.state = "entering"

        def settle(outcome: Outcome) -> None:
            self._entered(channel, outcome)

        self._requests.urge({"type": "presence", "channel": channel, "action": "enter", **membership.data}, settle)

    def _entered(self, channel: str, outcome: Outcome) -> None:
        membership = self._by_channel.get(channel)
        if isinstance(outcome, Failed):
            self._by_channel.pop(channel, None)
            self._context.emit(ErrorOccurred(outcome.error))
        elif membership is not None:
            membership.state = "entered"
