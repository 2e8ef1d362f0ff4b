"""A concern that not every session has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ServerFrame
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.request import RequestBody
    from parlance_runtime.protocol.session.requests import Requests
    from parlance_runtime.protocol.session.session_event import Outcome
    from parlance_runtime.protocol.session.subscriptions import Subscriptions


class PartHost(Protocol):
    """What a part stands on."""

    @property
    def context(self) -> Context:
        """The session's."""
        ...

    @property
    def requests(self) -> Requests:
        """The session's."""
        ...

    @property
    def subscriptions(self) -> Subscriptions:
        """The session's."""
        ...


class Part(Protocol):
    """A concern that not every session has, and that a session without it does not carry along."""

    def asked(self, body: RequestBody) -> None:
        """The application asks for something."""
        ...

    def settled(self, body: RequestBody, outcome: Outcome) -> None:
        """It is known what became of that."""
        ...

    def received(self, frame: ServerFrame) -> bool:
        """Takes a frame that the machine does not know. Returns false if it is none of this part's."""
        ...

    def subscribed(self, channel: str, shows_presence: bool) -> None:
        """A subscription of a channel holds."""
        ...

    def welcomed(self, resumed: bool) -> None:
        """A connection holds."""
        ...

    def broken(self) -> None:
        """The connection, or the session, is gone."""
        ...


MakePart: TypeAlias = "Callable[[PartHost], Part]"
"""Makes a part, for `Session.use`."""
