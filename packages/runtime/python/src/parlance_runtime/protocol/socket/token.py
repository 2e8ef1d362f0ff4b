"""The token of a socket."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import TYPE_CHECKING, Literal

from parlance_runtime.protocol.socket.context import filled
from parlance_runtime.protocol.socket.effect import FetchToken

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.context import SocketContext

AGAIN_MS = 5_000
"""How long a provider that failed while the connection holds is left in peace."""


class SocketToken:
    """The token: got before each opening, and again before it ends where the document can refresh it in band."""

    __slots__ = ("_context", "_refresh_at", "_rule", "_value")

    def __init__(self, context: SocketContext) -> None:
        self._context = context
        self._rule = context.descriptor.get("token")
        self._value = ""
        self._refresh_at = inf

    @property
    def is_wanted(self) -> bool:
        """Whether the document says where one goes."""
        return self._rule is not None

    @property
    def deadline(self) -> float:
        """When another one is to be asked for."""
        return self._refresh_at

    def take(self, token: str, expires_at: float | None) -> None:
        """It came."""
        refresh = None if self._rule is None else self._rule.get("refresh")
        self._value = token
        due = inf if refresh is None or expires_at is None else expires_at - refresh["beforeMs"]
        self._refresh_at = max(self._context.now + AGAIN_MS, due)

    def at(self, place: Literal["query", "header"]) -> Mapping[str, str]:
        """What the request that opens the connection carries of it."""
        rule = self._rule
        if rule is None or rule["in"] != place:
            return {}
        bare = place == "query" or rule.get("plain", False)
        return {rule.get("name", ""): self._value if bare else f"Bearer {self._value}"}

    def greet(self) -> None:
        """Sends what comes first on a new connection, where the document has a message for it."""
        rule = self._rule
        if rule is not None and rule["in"] == "message" and "message" in rule:
            self._context.send(filled(rule["message"], rule.get("pointer", ""), self._value))

    def renew(self) -> None:
        """Sends the token that was just taken, on a connection that lives."""
        refresh = None if self._rule is None else self._rule.get("refresh")
        if refresh is not None:
            self._context.send(filled(refresh["message"], refresh["pointer"], self._value))

    def tick(self) -> None:
        """Asks for another one when it is time."""
        if self._context.now >= self._refresh_at:
            self._refresh_at = inf
            self._context.emit(FetchToken())

    def failed(self) -> None:
        """The provider failed, and may be asked again."""
        self._refresh_at = self._context.now + AGAIN_MS

    def stop(self) -> None:
        """The connection is gone."""
        self._refresh_at = inf
