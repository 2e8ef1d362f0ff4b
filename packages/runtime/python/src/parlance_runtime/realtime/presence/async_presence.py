"""The members of one channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from parlance_runtime.protocol.presence.presence import PresencePart
from parlance_runtime.protocol.session.session_event import PresenceChanged, PresenceSynced
from parlance_runtime.protocol.session.subscription_state import ResubscribingState, UnsubscribedState
from parlance_runtime.realtime.channel_subscription import ChannelSubscription, SubscriptionHandlers
from parlance_runtime.realtime.sendable import sendable

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import PresenceMember
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState
    from parlance_runtime.realtime.channel_context import ChannelContext
    from parlance_runtime.realtime.subscription import AsyncSubscription


class AsyncPresence:
    """The members of one channel, made by `AsyncChannel.presence`."""

    subscription: AsyncSubscription
    """The subscription beneath: its state, and `ready`."""

    def __init__(self, context: ChannelContext) -> None:
        self._context = context
        self._listeners: dict[str, dict[object, Callable[[Any], object]]] = {}
        self._members: dict[str, PresenceMember] = {}
        self._synced = False
        context.session.use(PresencePart)
        self._stop = context.session.listeners.on("presence", self._told)
        handlers = SubscriptionHandlers(message=lambda _: None, state=self._changed, mode="presence")
        self.subscription = ChannelSubscription(context, {}, handlers)

    @property
    def members(self) -> Sequence[PresenceMember]:
        """The members as far as they are known, in the order of their coming."""
        return list(self._members.values())

    @property
    def synced(self) -> bool:
        """Whether `members` is the whole list; false until the first `sync` and while the connection is lost."""
        return self._synced

    @overload
    def on(
        self, name: Literal["enter", "update", "leave"], listener: Callable[[PresenceMember], object]
    ) -> Callable[[], None]: ...
    @overload
    def on(
        self, name: Literal["sync"], listener: Callable[[Sequence[PresenceMember]], object]
    ) -> Callable[[], None]: ...
    def on(self, name: str, listener: Callable[[Any], object]) -> Callable[[], None]:
        """Calls `listener` with each event of that name, until the function it returns is called.

        `enter`, `update`, `leave`: one member. `sync`: the whole list is known, at the beginning and after each loss;
        between two of them the other events tell all changes.
        """
        listeners = self._listeners.setdefault(name, {})
        key = object()
        listeners[key] = listener

        def stop() -> None:
            listeners.pop(key, None)

        return stop

    async def enter(self, data: object = None, *, timeout: float | None = None) -> None:
        """Becomes a member. `data` is what it says of itself: JSON, 2 KiB at most. Raises like `publish`."""
        await self._request("enter", data, timeout)

    async def update(self, data: object, *, timeout: float | None = None) -> None:
        """Changes what this member says of itself."""
        await self._request("update", data, timeout)

    async def leave(self, *, timeout: float | None = None) -> None:
        """Is a member no more."""
        await self._request("leave", None, timeout)

    def close(self) -> None:
        """Stops watching. Does not leave."""
        self.subscription.unsubscribe()

    async def _request(self, action: str, data: object, timeout: float | None) -> None:
        body: dict[str, object] = {"type": "presence", "channel": self._context.name, "action": action}
        if data is not None:
            body["data"] = sendable(data, ".data")
        # Who may enter a private or presence channel is in the token of the subscription; all wait, so that their
        # order stays.
        await self.subscription.ready()
        await self._context.session.request(body, timeout=timeout)

    def _changed(self, state: SubscriptionState) -> None:
        if isinstance(state, ResubscribingState):
            self._synced = False
        if isinstance(state, UnsubscribedState):
            self._stop()

    def _told(self, event: PresenceChanged | PresenceSynced) -> None:
        if event.channel != self._context.name:
            return
        if isinstance(event, PresenceSynced):
            self._members = {member["id"]: member for member in event.members}
            self._synced = True
            self._tell("sync", event.members)
            return
        name, member = event.frame["event"], event.frame["member"]
        if name == "leave":
            self._members.pop(member["id"], None)
        else:
            self._members[member["id"]] = member
        self._tell(name, member)

    def _tell(self, name: str, value: object) -> None:
        for listener in list(self._listeners.get(name, {}).values()):
            self._context.session.listeners.call(listener, value)
