"""One subscription, over all connections."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Any

from parlance_runtime.protocol.session.back_off import jittered
from parlance_runtime.protocol.session.session_event import CaughtUp, GapFound, MessageReceived, SubscriptionChanged
from parlance_runtime.protocol.session.subscription_state import (
    ResubscribingState,
    SubscribedState,
    SubscriptionState,
    UnsubscribedState,
)
from parlance_runtime.protocol.session.track import Start, Track

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import GapFrame, MessageFrame, RetryHint
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.request import Settle, SubscribeOptions
    from parlance_runtime.protocol.session.session_error import SessionError

RETRY: RetryHint = {"minMs": 500, "maxMs": 20_000}
"""How long after a refusal a subscription is asked for again."""


class Subscription(Track):
    """One subscription, over all connections.

    `number` is the driver's; `wire` tells it apart on the wire, and the first of a channel has none.
    """

    __slots__ = ("_on_hole", "_refusals", "_told", "asked", "context", "number", "options", "retry_at", "wire")

    def __init__(
        self,
        context: Context,
        number: int,
        channel: str,
        *,
        wire: int | None,
        options: SubscribeOptions,
        on_hole: Callable[[Subscription], None],
    ) -> None:
        super().__init__(channel, options.get("since"))
        self.context = context
        self.number = number
        self.wire = wire
        self.options = options
        self._on_hole = on_hole
        self.asked: Settle | None = None
        """What takes the answer to the request that is under way; an answer to an older one says nothing."""
        self.retry_at = inf
        """When it is to be asked for again after a refusal."""
        self._refusals = 0
        self._told = False

    @property
    def shows_presence(self) -> bool:
        """Whether it was asked for with the presence of its channel."""
        return "presence" in self.options.get("mode", ())

    @property
    def address(self) -> dict[str, Any]:
        """What tells it apart on the wire."""
        return {"channel": self.channel} if self.wire is None else {"channel": self.channel, "subscription": self.wire}

    def body(self) -> dict[str, Any]:
        """The members of the frame that asks for it from where it stands."""
        members = {**self.address, **self.options}
        since = self.position
        members.pop("since", None)
        if since is not None:
            members.pop("rewind", None)
            members["since"] = since
        return members

    def subscribed(self, start: Start) -> None:
        """It holds."""
        self._refusals = 0
        self.begin(start)
        self._told = True
        self._enter(SubscribedState({"epoch": start["epoch"], "offset": start["offset"]}, start["recovered"]))

    def refused(self, error: SessionError) -> None:
        """Refused or withdrawn, and worth another try."""
        self._refusals += 1
        self.pending(error)
        wait = jittered(self.context, RETRY, self._refusals)
        self.retry_at = self.context.now + (error.after_ms or 0) + wait

    def pending(self, error: SessionError | None = None) -> None:
        """Nothing comes until it is answered again."""
        self.asked = None
        self.retry_at = inf
        self.listening = False
        if self._told or error is not None:
            self._enter(ResubscribingState(self.position, error))

    def ended(self, error: SessionError | None = None) -> None:
        """It is over."""
        self.listening = False
        self._enter(UnsubscribedState(error))

    def live(self) -> None:
        """Everything missed has come."""
        if self.listening:
            super().live()
            self.context.emit(CaughtUp(self.number))

    def tell_message(self, frame: MessageFrame) -> None:
        """Tells a message."""
        self.context.emit(MessageReceived(self.number, frame))

    def tell_gap(self, frame: GapFrame) -> None:
        """Tells that some are missing."""
        self.context.emit(GapFound(self.number, frame))

    def hole(self) -> None:
        """Asks for what is missing."""
        self._on_hole(self)

    def _enter(self, state: SubscriptionState) -> None:
        self.context.emit(SubscriptionChanged(self.number, state))
