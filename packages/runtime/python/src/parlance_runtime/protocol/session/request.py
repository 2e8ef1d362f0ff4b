"""One request, from the moment it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf
from typing import TYPE_CHECKING, Any, TypeAlias

from parlance_runtime.protocol.session.session_event import Failed

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.protocol.session.session_event import Outcome

RequestBody: TypeAlias = "Mapping[str, Any]"
"""A frame that is answered, before it has its number on a connection: the members of a client's frame without `id`."""

AskBody: TypeAlias = RequestBody
"""What the application may ask the server: a `publish`, `history`, `presence`, `request` or `ping` without its number.

A publish without `publishId` is given one by the session.
"""

SubscribeOptions: TypeAlias = "Mapping[str, Any]"
"""How a subscription is asked for, beside its channel: the members of the `subscribe` frame."""

Settle: TypeAlias = "Callable[[Outcome], None]"
"""Told what became of a request."""


class Request:
    """A request from the moment it is accepted."""

    __slots__ = ("body", "deadline", "number", "sent_at", "settle", "settled", "size")

    def __init__(
        self, body: RequestBody, settle: Settle, *, number: int | None = None, size: int = 0, deadline: float = inf
    ) -> None:
        self.body = body
        self.settle = settle
        """Told once, unless the connection breaks under what the session asked for itself."""
        self.number = number
        """The driver's number; `None` for what the session asks for itself."""
        self.size = size
        """The size of the encoded frame."""
        self.deadline = deadline
        self.sent_at: float | None = None
        """When it was sent first; `None` while it never was."""
        self.settled = False

    @property
    def is_resent(self) -> bool:
        """Whether it goes out again on the next connection.

        Because it does no harm twice or the server knows it again. What the session asked for itself is asked anew by
        whoever needs it then.
        """
        return self.number is not None and self.body["type"] in {"publish", "presence", "history"}

    def give_up(self, error: SessionError) -> None:
        """Ends a request that was not answered: `failed` if it surely changed nothing, otherwise `unknown`."""
        changes = self.body["type"] in {"publish", "presence", "request"}
        self.end(Failed(error, "unknown" if changes and self.sent_at is not None else "failed"))

    def end(self, outcome: Outcome) -> None:
        """Tells what became of it, the first time it is known."""
        if not self.settled:
            self.settled = True
            self.settle(outcome)
