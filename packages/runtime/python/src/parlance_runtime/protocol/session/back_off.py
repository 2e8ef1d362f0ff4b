"""How long to wait before the next attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import RetryHint

FIRST_SPREAD_MS = 250
"""The first retry is spread over this, so that a server which drops everybody is not met by everybody at once."""
GOOD_LIFE_MS = 10_000
"""A connection that lived so long was a good one: the next loss begins anew."""
GROWTH = 1.2
"""So small, because 1.5 gives a median of 2.1 s after an outage of 8 s and this 0.9 s; the longest wait is the same."""
LEAST_MS = 100
"""However small the server's hint, a refused client does not come back faster than this."""


class BackOffOptions(Protocol):
    """The bounds of a back-off."""

    @property
    def retry(self) -> RetryHint:
        """Until the server says its own."""
        ...

    @property
    def attempts(self) -> int | None:
        """How many in a row may come to nothing; `None`: any number."""
        ...


class BackOffContext(Protocol):
    """What a back-off needs to know: its bounds, and a number between two others."""

    @property
    def options(self) -> BackOffOptions:
        """Its bounds."""
        ...

    def between(self, low: float, high: float) -> float:
        """A number between the bounds."""
        ...


def jittered(context: BackOffContext, hint: RetryHint, tries: int) -> float:
    """A wait between half the least and what `tries` failures, at least one, make of it, at most the longest."""
    least = max(hint["minMs"], LEAST_MS)
    # The power of a large number would overflow; so many failures have long reached the longest wait.
    grown = least * GROWTH ** min(tries - 1, 1_000)
    return context.between(least / 2, max(least / 2, min(hint["maxMs"], grown)))


class BackOff:
    """How long to wait before the next attempt to connect."""

    __slots__ = ("_failures", "_hint", "context", "tries")

    def __init__(self, context: BackOffContext) -> None:
        self.context = context
        self.tries = 0
        """Attempts since the last good connection."""
        # Attempts in a row without a `welcome`.
        self._failures = 0
        # The bounds; the server's own once it told them.
        self._hint = context.options.retry

    def welcomed(self, hint: RetryHint) -> None:
        """A connection holds, and the server told its bounds."""
        self._hint = hint
        self._failures = 0

    def failed(self) -> bool:
        """Reports an attempt that got no `welcome`. Returns true if it was the last that is allowed."""
        self._failures += 1
        attempts = self.context.options.attempts
        return attempts is not None and self._failures >= attempts

    def reset(self) -> None:
        """The application begins anew."""
        self.tries = 0
        self._failures = 0

    def lived(self, ms: float) -> None:
        """Reports how long a connection lived that is now lost."""
        if ms >= GOOD_LIFE_MS:
            self.tries = 0

    def next(self, *, at_once: bool) -> float:
        """The next wait, in milliseconds.

        `at_once`: none, if this is the first attempt; a server that keeps saying so must not be hammered.
        """
        tries = self.tries
        self.tries += 1
        if tries > 0:
            return jittered(self.context, self._hint, tries)
        return 0 if at_once else self.context.between(0, FIRST_SPREAD_MS)
