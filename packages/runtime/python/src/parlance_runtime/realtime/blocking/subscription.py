"""A channel that is being listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.realtime.subscription import AsyncSubscription, SubscriptionReady


class Subscription:
    """A channel that is being listened to.

    It survives reconnects; it ends by `unsubscribe`, by a refusal, or with its client.
    """

    def __init__(self, loop: LoopThread, subscription: AsyncSubscription) -> None:
        self._loop = loop
        self._subscription = subscription

    @property
    def channel(self) -> str:
        """The channel's name."""
        return self._subscription.channel

    @property
    def state(self) -> SubscriptionState:
        """Where it stands."""
        return self._subscription.state

    @property
    def position(self) -> Position | None:
        """The position of the last message that was handed over; `None` until it is subscribed."""
        return self._subscription.position

    def ready(self, *, timeout: float | None = None) -> SubscriptionReady:
        """Waits until the server has accepted it: where it begins and whether what was missed comes wholly.

        Raises a `RealtimeError` if it is refused or ended before, and a `TimeoutError` after `timeout` seconds.
        """
        return self._loop.run(self._subscription.ready(), timeout)

    def unsubscribe(self) -> None:
        """Ends it; no message is handed over any more. Does nothing the second time."""
        self._loop.call(self._subscription.unsubscribe)
