"""Everything that is answered: what waits, what is sent, what came of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, Any, cast

from parlance_runtime.protocol.frames.codes_gen import CANCELLED, CONNECTION_LOST, NOT_CONNECTED, TIMEOUT
from parlance_runtime.protocol.session.errors import error_of
from parlance_runtime.protocol.session.request import Request, RequestBody, Settle
from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.session.session_event import Failed, Succeeded
from parlance_runtime.protocol.session.waiting import WaitingRequests

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, ErrorFrame, OkFrame, PongFrame
    from parlance_runtime.protocol.session.command import Ask
    from parlance_runtime.protocol.session.context import Context

ANSWER_MS = 10_000
"""How long the server may take to answer what the session asks for itself."""

TOO_LARGE = SessionError(
    "payload_too_large", "The frame is larger than the server takes. Send less, or split it.", retryable=False
)


class Requests:
    """Everything that is answered: what waits, what is sent, what came of it.

    At most as many are sent as the server takes; the session's own requests go before the application's, which also
    wait while the transport is full.
    """

    __slots__ = (
        "_holders",
        "_last_id",
        "_open",
        "_paused",
        "_sent",
        "_urgent",
        "_waiting",
        "context",
        "deadline",
    )

    def __init__(self, context: Context) -> None:
        self.context = context
        self._waiting = WaitingRequests()
        self._urgent: deque[Request] = deque()
        # By their number on this connection, in the order of sending.
        self._sent: dict[int, Request] = {}
        # How many hold each channel back.
        self._holders: dict[str, int] = {}
        self._last_id = 0
        self._open = False
        self._paused = False
        self.deadline = inf
        """No request ends before. It may be too early, never too late."""

    def add(self, ask: Ask, body: RequestBody, settle: Settle) -> None:
        """A request of the application. A ping never waits."""
        request = Request(
            body, settle, number=ask.request, size=ask.size, deadline=self._deadline_after(ask.timeout_ms)
        )
        if body["type"] != "ping":
            self._waiting.add(request, self.context.options.queue)
        elif self._open:
            self._send(request)
        else:
            request.give_up(NOT_CONNECTED)
        self.flush()

    def urge(self, body: RequestBody, settle: Settle) -> None:
        """A request of the session itself, which neither the bounds nor a full transport hold back."""
        self._urgent.append(Request(body, settle, deadline=self._deadline_after(ANSWER_MS)))
        self.flush()

    def take_id(self) -> int:
        """The number of the next request, for a frame that goes out by itself: `hello`."""
        self._last_id += 1
        return self._last_id

    def embed(self, body: RequestBody, settle: Settle) -> int:
        """A request that travels inside another frame: its number there."""
        number = self.take_id()
        self._sent[number] = Request(body, settle, deadline=self._deadline_after(ANSWER_MS))
        return number

    def open(self) -> None:
        """The connection takes requests."""
        self._open = True
        self.flush()

    def pause(self, *, paused: bool) -> None:
        """The transport is full, or has room again."""
        self._paused = paused
        self.flush()

    def hold(self, channel: str, more: int) -> None:
        """So many more hold a channel back: what is asked of it waits until nobody does."""
        holders = self._holders.pop(channel, 0) + more
        if holders > 0:
            self._holders[channel] = holders
        self.flush()

    def answered(self, frame: OkFrame | ErrorFrame | PongFrame) -> bool:
        """An answer. Returns false if it answers nothing that is known."""
        request = self._sent.pop(_number_of(frame), None)
        if request is None:
            return False
        if frame["type"] == "error":
            request.end(Failed(error_of(frame)))
        else:
            request.end(Succeeded(cast("dict[str, Any]", frame)))
        self.flush()
        return True

    def broken(self, error: SessionError) -> None:
        """The connection is gone.

        What may go out again waits in its old order before everything newer, the rest ends.
        """
        sent = [each for each in self._sent.values() if not each.settled]
        self._sent.clear()
        self._urgent.clear()
        self._last_id = 0
        self._open = False
        self._paused = False
        self._waiting.put_back(each for each in sent if each.is_resent)
        for each in sent:
            if each.number is not None and not each.is_resent:
                each.give_up(error)
        self._find_deadline()

    def cancel(self, number: int) -> None:
        """The application no longer waits for it."""
        self._end(lambda each: each.number == number, CANCELLED)

    def tick(self) -> None:
        """Ends what has taken too long."""
        now = self.context.now
        if now >= self.deadline:
            self._end(lambda each: each.deadline <= now, TIMEOUT)
            self._find_deadline()
            self.flush()

    def end(self, error: SessionError) -> None:
        """Ends everything, for good."""
        self._open = False
        self._end(lambda each: each.number is not None, error)

    def flush(self) -> None:
        """Sends what may go now."""
        limits = self.context.limits
        limit = 1 if limits is None else limits["inFlight"]
        while self._open and len(self._sent) < limit:
            request = self._next()
            if request is None:
                return
            self._send(request)

    def _next(self) -> Request | None:
        if self._urgent:
            return self._urgent.popleft()
        return None if self._paused else self._waiting.next(self._holders)

    def _deadline_after(self, timeout_ms: float | None) -> float:
        deadline = inf if timeout_ms is None else self.context.now + timeout_ms
        self.deadline = min(self.deadline, deadline)
        return deadline

    def _send(self, request: Request) -> None:
        now, limits = self.context.now, self.context.limits
        if request.settled:
            return
        if limits is not None and request.size > limits["frameBytes"]:
            request.give_up(TOO_LARGE)
            return
        if self._is_forgotten(request):
            request.give_up(CONNECTION_LOST)
            return
        if request.sent_at is None:
            request.sent_at = now
        number = self.take_id()
        self._sent[number] = request
        if request.body["type"] == "ping":
            self.context.send({"type": "ping", "echo": str(number)})
        else:
            self.context.send(cast("ClientFrame", {**request.body, "id": number}))

    def _is_forgotten(self, request: Request) -> bool:
        """Beyond its window the server no longer knows a publish again, and once more would be twice."""
        context = self.context
        sent_at = request.sent_at
        return request.body["type"] == "publish" and sent_at is not None and context.now - sent_at > context.window_ms

    def _end(self, which: Callable[[Request], bool], error: SessionError) -> None:
        """What is given up after it was sent keeps its number until it is answered: the server counts it still."""
        for each in list(self._all()):
            if not each.settled and which(each):
                each.give_up(error)
        self._waiting.sweep()

    def _find_deadline(self) -> None:
        self.deadline = min((each.deadline for each in self._all() if not each.settled), default=inf)

    def _all(self) -> Iterator[Request]:
        return chain(self._waiting, self._urgent, self._sent.values())


def _number_of(frame: OkFrame | ErrorFrame | PongFrame) -> int:
    if frame["type"] != "pong":
        return frame.get("id", 0)
    echo = frame.get("echo", "")
    return int(echo) if echo.isascii() and echo.isdigit() else 0
