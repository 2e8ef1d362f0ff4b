"""A channel that is being listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState


class SubscriptionReady(NamedTuple):
    """Where a subscription begins."""

    position: Position
    recovered: Literal["yes", "no", "none"]
    """`none`: nothing was asked for. `no`: something is lost, and a gap has been told."""


class AsyncSubscription(Protocol):
    """A channel that is being listened to.

    It survives reconnects; it ends by `unsubscribe`, by a refusal, or with its client.
    """

    @property
    def channel(self) -> str:
        """The channel's name."""
        ...

    @property
    def state(self) -> SubscriptionState:
        """Where it stands."""
        ...

    @property
    def position(self) -> Position | None:
        """The position of the last message that was handed over; `None` until it is subscribed."""
        ...

    async def ready(self) -> SubscriptionReady:
        """Returns when the server has accepted it, with where it begins and whether what was missed comes wholly.

        Raises a `RealtimeError` if it is refused or ended before. Nobody has to wait for it.
        """
        ...

    def unsubscribe(self) -> None:
        """Ends it; no message is handed over any more. Does nothing the second time."""
        ...
