"""The transport there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.effect import CloseTransport, Open

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.context import Context


class OneTransport:
    """The transport there is; one at a time, numbered, so that what an older one says can be told apart."""

    __slots__ = ("_newest", "context", "to")

    def __init__(self, context: Context) -> None:
        self.context = context
        self._newest = 0
        self.to: str | None = None
        """Where to connect instead, for one attempt: the `to` of a `bye`."""

    def open(self) -> None:
        """Opens the next one."""
        self._newest += 1
        self.context.transport = self._newest
        self.context.effects.append(Open(self._newest, self.to))
        self.to = None

    def detach(self, reason: str, code: int | None = None) -> None:
        """Closes it, if there is one. Whatever else it says is dropped."""
        if self.context.transport is not None:
            code = 1000 if code is None else code
            self.context.effects.append(CloseTransport(self.context.transport, code, reason))
        self.context.transport = None
