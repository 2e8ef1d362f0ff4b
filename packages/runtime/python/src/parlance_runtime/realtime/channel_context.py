"""One channel of one client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parlance_runtime.realtime.realtime_options import AsyncAuthorizeCallback
    from parlance_runtime.realtime.realtime_session import RealtimeSession


@dataclass(frozen=True, slots=True)
class ChannelContext:
    """One channel of one client, as the parts of the runtime see it."""

    session: RealtimeSession
    name: str
    authorize: AsyncAuthorizeCallback | None = None
    events: Mapping[str, Any] | None = None
    """The type of each event's data; `None`: any may come."""
    open: bool = False
    """Whether events that are not among these come like any."""

    @property
    def authorizer(self) -> AsyncAuthorizeCallback | None:
        """Who authorises subscriptions; the client's own callback is for private and presence channels only."""
        if self.authorize is not None:
            return self.authorize
        guarded = self.name.startswith(("private-", "presence-"))
        return self.session.options.get("authorize") if guarded else None
