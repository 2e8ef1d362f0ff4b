"""All subscriptions: told apart, asked for, asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import inf
from typing import TYPE_CHECKING, Any

from parlance_runtime.protocol.frames.codes_gen import DECODE_FAILED, POSITION_LOST
from parlance_runtime.protocol.session.errors import error_of
from parlance_runtime.protocol.session.session_event import Failed, Outcome
from parlance_runtime.protocol.session.subscription import Subscription
from parlance_runtime.protocol.session.track import is_start

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import UnsubscribedFrame
    from parlance_runtime.protocol.session.command import Subscribe
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.part import Part
    from parlance_runtime.protocol.session.request import Settle
    from parlance_runtime.protocol.session.requests import Requests
    from parlance_runtime.protocol.session.session_error import SessionError

MOST_IN_HELLO = 200
"""As many as `hello` takes."""
MOST_HOLES = 3
"""Holes in a row that are asked for at once."""


class Subscriptions:
    """All subscriptions: told apart, asked for, asked for again."""

    __slots__ = ("_by_number", "_connected", "_last_wire", "by_address", "context", "deadline", "parts", "requests")

    def __init__(self, context: Context, requests: Requests, parts: Iterable[Part]) -> None:
        self.context = context
        self.requests = requests
        self.parts = parts
        self._by_number: dict[int, Subscription] = {}
        self.by_address: dict[str | int, Subscription] = {}
        """The first of each channel by its name, for it has no number on the wire, and the others by theirs."""
        self._last_wire = 0
        self._connected = False
        self.deadline = inf
        """No retry is due before."""

    def subscribe(self, command: Subscribe) -> None:
        """The application wants one more."""
        channel = command.channel
        wire = None
        if channel in self.by_address:
            self._last_wire += 1
            wire = self._last_wire
        subscription = Subscription(
            self.context, command.subscription, channel, wire=wire, options=command.options, on_hole=self._on_hole
        )
        self._by_number[command.subscription] = subscription
        self.by_address[channel if wire is None else wire] = subscription
        if self._connected:
            self.ask(subscription)

    def unsubscribe(self, number: int) -> None:
        """The application wants one no more."""
        subscription = self._by_number.get(number)
        if subscription is None:
            return
        self._remove(subscription)
        if self._connected:
            self.requests.urge({"type": "unsubscribe", **subscription.address}, lambda _: None)

    def embed(self, room: int) -> list[dict[str, Any]]:
        """As many as fit, to travel inside `hello`; the rest is asked for after `welcome`."""
        bodies: list[dict[str, Any]] = []
        for subscription in list(self._by_number.values()):
            body = subscription.body()
            room -= len(json.dumps(body, ensure_ascii=False)) * 3
            if len(bodies) == MOST_IN_HELLO or room < 0:
                break
            number = self.requests.embed({"type": "subscribe", **body}, self._answer_to(subscription))
            bodies.append({"id": number, **body})
        return bodies

    def welcomed(self) -> None:
        """A connection holds."""
        self._connected = True
        for each in list(self._by_number.values()):
            if each.asked is None:
                self.ask(each)

    def broken(self) -> None:
        """The connection is gone."""
        self._connected = False
        self.deadline = inf
        for each in list(self._by_number.values()):
            each.pending()

    def end(self, error: SessionError | None) -> None:
        """The session is over."""
        self._connected = False
        for each in list(self._by_number.values()):
            each.ended(error)
        self._by_number.clear()
        self.by_address.clear()

    def withdrawn(self, frame: UnsubscribedFrame) -> None:
        """The server ended one."""
        subscription = self.by_address.get(frame.get("subscription", frame["channel"]))
        if subscription is not None:
            self._refused(subscription, error_of(frame))

    def tick(self) -> None:
        """Asks again for those that were refused a while ago."""
        now = self.context.now
        if now < self.deadline:
            return
        self.deadline = inf
        for each in list(self._by_number.values()):
            if each.retry_at <= now:
                self.ask(each)
            else:
                self.deadline = min(self.deadline, each.retry_at)

    def ask_for_presence(self, channel: str) -> None:
        """A change of presence is missing: the snapshot comes with a new answer."""
        for each in list(self._by_number.values()):
            if each.channel == channel and each.shows_presence:
                self.ask(each)

    def ask(self, subscription: Subscription) -> None:
        """Asks for what comes after its position."""
        subscription.pending()
        self.requests.urge({"type": "subscribe", **subscription.body()}, self._answer_to(subscription))

    def _on_hole(self, subscription: Subscription) -> None:
        if subscription.holes <= MOST_HOLES:
            self.ask(subscription)
        else:
            self._refused(subscription, POSITION_LOST)

    def _answer_to(self, subscription: Subscription) -> Settle:
        """Takes the answer, unless it was asked again since."""

        def settle(outcome: Outcome) -> None:
            if subscription.asked is settle:
                self._answered(subscription, outcome)

        subscription.asked = settle
        return settle

    def _answered(self, subscription: Subscription, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self._refused(subscription, outcome.error)
        elif not is_start(outcome.frame):
            self._refused(subscription, DECODE_FAILED)
        else:
            subscription.subscribed(outcome.frame)
            for part in self.parts:
                part.subscribed(subscription.channel, subscription.shows_presence)

    def _refused(self, subscription: Subscription, error: SessionError) -> None:
        if error.retryable:
            subscription.refused(error)
            self.deadline = min(self.deadline, subscription.retry_at)
        else:
            self._remove(subscription, error)

    def _remove(self, subscription: Subscription, error: SessionError | None = None) -> None:
        del self._by_number[subscription.number]
        del self.by_address[subscription.channel if subscription.wire is None else subscription.wire]
        # An answer that is still to come says nothing any more.
        subscription.asked = None
        subscription.ended(error)
