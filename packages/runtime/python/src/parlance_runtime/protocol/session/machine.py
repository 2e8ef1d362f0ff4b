"""The concerns of a session and what a connection means to each."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, cast

from parlance_runtime.protocol.frames.codes_gen import CLOSED, POSITION_LOST
from parlance_runtime.protocol.session.connecting import Connecting
from parlance_runtime.protocol.session.inbox import Inbox
from parlance_runtime.protocol.session.loss import Loss
from parlance_runtime.protocol.session.requests import Requests
from parlance_runtime.protocol.session.subscriptions import Subscriptions
from parlance_runtime.protocol.session.token import Token
from parlance_runtime.protocol.session.track import Start

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import HelloFrame, WelcomeFrame
    from parlance_runtime.protocol.frames.frames_gen import Inbox as InboxStart
    from parlance_runtime.protocol.session.context import Context
    from parlance_runtime.protocol.session.part import MakePart, Part
    from parlance_runtime.protocol.session.session_error import SessionError

SAFE_FRAME_BYTES = 65_536
"""The size of a frame that every server takes, for the `hello` that asks what this one takes."""
HELLO_BYTES = 1_024
"""What `hello` holds beside token and subscriptions, generously."""


class Machine:
    """The concerns of a session and what a connection means to each."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.parts: dict[MakePart, Part] = {}
        self.requests = Requests(context)
        self.token = Token(context, self.requests)
        self.connecting = Connecting(context, self.token, self)
        self.subscriptions = Subscriptions(context, self.requests, self.parts.values())
        self.inbox: Inbox | None = None
        """`None` if nobody is signed in."""
        self.publishes = 0
        """How many the application has made."""

    def hello(self, session: str | None) -> HelloFrame:
        """The first frame of a connection."""
        options, limits, token = self.context.options, self.context.limits, self.token.value
        frame: dict[str, Any] = {
            "type": "hello",
            "id": self.requests.take_id(),
            "version": 1,
            "client": options.client,
            "instance": options.instance,
            "capabilities": list(options.capabilities),
        }
        if token is not None:
            frame["token"] = token
        if session is not None:
            frame["resume"] = {"session": session}
        if self.inbox is not None and (position := self.inbox.position) is not None:
            frame["inbox"] = position
        room = (SAFE_FRAME_BYTES if limits is None else limits["frameBytes"]) - HELLO_BYTES - len(token or "")
        if subscriptions := self.subscriptions.embed(room):
            frame["subscriptions"] = subscriptions
        return cast("HelloFrame", frame)

    def welcomed(self, frame: WelcomeFrame) -> None:
        """The connection holds."""
        self._begin_inbox(frame["inbox"])
        # What they ask for comes before what waited, which may need it.
        for part in self.parts.values():
            part.welcomed(frame["resumed"])
        self.requests.open()
        self.subscriptions.welcomed()

    def broken(self, error: SessionError) -> None:
        """A connection that held is gone; there will be another."""
        self.requests.broken(error)
        self.subscriptions.broken()
        for part in self.parts.values():
            part.broken()
        if self.inbox is not None:
            self.inbox.listening = False

    def ended(self, error: SessionError | None) -> None:
        """There will be no other."""
        self.requests.end(CLOSED if error is None else error)
        self.subscriptions.end(error)
        for part in self.parts.values():
            part.broken()

    def tick(self) -> None:
        """Does what is due."""
        self.connecting.tick()
        self.requests.tick()
        if self.connecting.connected:
            self.token.tick()
            self.subscriptions.tick()

    @property
    def deadline(self) -> float:
        """When something is due unless something happens; infinite for never."""
        if self.connecting.ended:
            return inf
        deadline = min(self.connecting.deadline, self.requests.deadline)
        if self.connecting.connected:
            return min(deadline, self.token.deadline, self.subscriptions.deadline)
        return deadline

    def _begin_inbox(self, start: InboxStart | None) -> None:
        if start is None:
            self.inbox = None
            return
        if self.inbox is None or self.inbox.channel != start["channel"]:
            self.inbox = Inbox(self.context, start["channel"], self._inbox_hole)
        self.inbox.begin(cast("Start", start))

    def _inbox_hole(self) -> None:
        self.connecting.lose(Loss(POSITION_LOST, "now"))
