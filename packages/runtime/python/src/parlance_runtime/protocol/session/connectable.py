"""What one connection is to those that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import HelloFrame, WelcomeFrame
    from parlance_runtime.protocol.session.session_error import SessionError


class Connectable(Protocol):
    """What one connection is to those that use it."""

    def hello(self, session: str | None) -> HelloFrame:
        """The first frame of a connection; `session` is the key to resume with."""
        ...

    def welcomed(self, frame: WelcomeFrame) -> None:
        """The connection holds."""
        ...

    def broken(self, error: SessionError) -> None:
        """A connection that held is gone; there will be another."""
        ...

    def ended(self, error: SessionError | None) -> None:
        """There will be no other. Without an error the application wanted it so."""
        ...
