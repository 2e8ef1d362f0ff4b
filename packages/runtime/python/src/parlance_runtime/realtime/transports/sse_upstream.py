"""Sends frames in order: one call at a time, with all that waits by then."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from parlance_runtime.realtime.timers import Timers
    from parlance_runtime.realtime.transports.http_refusal import Refusal

CALL_LIMIT = 256 * 1024
"""Most characters of one call, unless a single frame is longer."""
WAIT_SECONDS = 1.0
"""The wait after a refusal that will pass, if the server names none."""


class Upstream:
    """Sends frames in order: one call at a time, with all that waits by then.

    `post` sends frames, one a line; `refused` and `failed` hear of it when they do not arrive.
    """

    def __init__(
        self,
        *,
        timers: Timers,
        post: Callable[[str], Awaitable[Refusal | None]],
        refused: Callable[[Refusal], None],
        failed: Callable[[Exception], None],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._timers = timers
        self._post = post
        self._on_refused = refused
        self._on_failed = failed
        self._spawn = spawn
        self._lines: deque[str] = deque()
        self._started = False
        self._stopped = False
        self._calling = False
        self._cancel_wait: Callable[[], None] | None = None
        self.buffered_amount = 0
        """Characters that the server has not taken yet."""

    def push(self, line: str) -> None:
        """Adds a frame."""
        self._lines.append(line)
        self.buffered_amount += len(line)

    def start(self) -> None:
        """From now on there is a session to send to."""
        self._started = True
        self.flush()

    def flush(self) -> None:
        """Sends what waits, unless a call is under way."""
        if self._started and not self._stopped and not self._calling and self._lines:
            self._calling = True
            self._spawn(self._call(self._take()))

    def stop(self) -> None:
        """Sends nothing more."""
        self._stopped = True
        if self._cancel_wait is not None:
            self._cancel_wait()

    def _take(self) -> Sequence[str]:
        taken = [self._lines.popleft()]
        length = len(taken[0])
        while self._lines and length + len(self._lines[0]) <= CALL_LIMIT:
            taken.append(self._lines.popleft())
            length += len(taken[-1])
        return taken

    async def _call(self, lines: Sequence[str]) -> None:
        try:
            refusal = await self._post("\n".join(lines))
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            if not self._stopped:
                self._on_failed(error)
            return
        if refusal is None:
            self._taken(lines)
        elif not self._stopped:
            self._refused(lines, refusal)

    def _taken(self, lines: Sequence[str]) -> None:
        self.buffered_amount -= sum(map(len, lines))
        self._calling = False
        self.flush()

    def _refused(self, lines: Sequence[str], refusal: Refusal) -> None:
        """Nothing of a refused call was carried out, so that it can be made again."""
        if refusal.status != 429:
            self._on_refused(refusal)
            return
        after_ms = refusal.error.after_ms
        wait = WAIT_SECONDS if after_ms is None else after_ms / 1000
        self._cancel_wait = self._timers.schedule(wait, lambda: self._spawn(self._call(lines)))
