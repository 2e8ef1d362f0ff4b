"""The requests of the application that wait to be sent."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from parlance_runtime.protocol.frames.codes_gen import QUEUE_FULL

if TYPE_CHECKING:
    from parlance_runtime.protocol.session.request import Request
    from parlance_runtime.protocol.session.session_options import QueueBounds


class WaitingRequests:
    """The requests of the application that wait to be sent, oldest first, bounded in number and size."""

    __slots__ = ("_bytes", "_requests")

    def __init__(self) -> None:
        self._requests: deque[Request] = deque()
        self._bytes = 0

    def __iter__(self) -> Iterator[Request]:
        return iter(self._requests)

    def add(self, request: Request, bounds: QueueBounds) -> None:
        """Takes a new request, or fails it or an older one when there is no room."""
        while len(self._requests) >= bounds.count or self._bytes + request.size > bounds.bytes:
            oldest = None
            if bounds.policy == "drop-oldest" and request.size <= bounds.bytes:
                oldest = next((each for each in self._requests if each.body["type"] == "publish"), None)
            (oldest or request).give_up(QUEUE_FULL)
            if oldest is None:
                return
            self.sweep()
        self._requests.append(request)
        self._bytes += request.size

    def put_back(self, requests: Iterable[Request]) -> None:
        """Puts requests that were sent before all others. They were let in once, so the bounds do not hold for them."""
        self._requests = deque([*requests, *self._requests])
        self.sweep()

    def next(self, held: Container[str]) -> Request | None:
        """Takes out the oldest whose channel nobody holds back."""
        for index, request in enumerate(self._requests):
            if request.body.get("channel", "") not in held:
                del self._requests[index]
                self._bytes -= request.size
                return request
        return None

    def sweep(self) -> None:
        """Forgets those that are settled."""
        self._requests = deque(each for each in self._requests if not each.settled)
        self._bytes = sum(each.size for each in self._requests)
