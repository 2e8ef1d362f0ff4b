"""The members of one channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from parlance_runtime.realtime.blocking.subscription import Subscription

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import PresenceMember
    from parlance_runtime.realtime.blocking.loop_thread import LoopThread
    from parlance_runtime.realtime.presence.async_presence import AsyncPresence


class Presence:
    """The members of one channel, made by `Channel.presence`."""

    subscription: Subscription
    """The subscription beneath: its state, and `ready`."""

    def __init__(self, loop: LoopThread, presence: AsyncPresence) -> None:
        self._loop = loop
        self._presence = presence
        self.subscription = Subscription(loop, presence.subscription)

    @property
    def members(self) -> Sequence[PresenceMember]:
        """The members as far as they are known, in the order of their coming."""
        return self._loop.call(lambda: self._presence.members)

    @property
    def synced(self) -> bool:
        """Whether `members` is the whole list; false until the first `sync` and while the connection is lost."""
        return self._presence.synced

    @overload
    def on(
        self, name: Literal["enter", "update", "leave"], listener: Callable[[PresenceMember], object]
    ) -> Callable[[], None]: ...
    @overload
    def on(
        self, name: Literal["sync"], listener: Callable[[Sequence[PresenceMember]], object]
    ) -> Callable[[], None]: ...
    def on(self, name: Any, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name on the client's thread, until what it returns is called.

        `enter`, `update`, `leave`: one member. `sync`: the whole list is known, at the beginning and after each loss;
        between two of them the other events tell all changes.
        """
        stop = self._loop.call(lambda: self._presence.on(name, listener))
        return lambda: self._loop.post(stop)

    def enter(self, data: object = None, *, timeout: float | None = None) -> None:
        """Becomes a member. `data` is what it says of itself: JSON, 2 KiB at most. Raises like `publish`."""
        self._loop.run(self._presence.enter(data, timeout=timeout))

    def update(self, data: object, *, timeout: float | None = None) -> None:
        """Changes what this member says of itself."""
        self._loop.run(self._presence.update(data, timeout=timeout))

    def leave(self, *, timeout: float | None = None) -> None:
        """Is a member no more."""
        self._loop.run(self._presence.leave(timeout=timeout))

    def close(self) -> None:
        """Stops watching. Does not leave."""
        self._loop.call(self._presence.close)
