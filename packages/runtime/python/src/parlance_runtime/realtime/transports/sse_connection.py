"""One event stream with its upstream half."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import httpx

from parlance_runtime.errors.runtime_errors import DecodeError
from parlance_runtime.protocol.codec.json_frames import decode_frames, encode_frames
from parlance_runtime.protocol.frames.codes_gen import CLOSE_CODES
from parlance_runtime.realtime.transports.connection_failed import NO_CODE, connection_failed
from parlance_runtime.realtime.transports.http_refusal import refusal_of
from parlance_runtime.realtime.transports.sse_upstream import Upstream
from parlance_runtime.streams.event_parser import EventParser

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import ClientFrame, HelloFrame, ServerFrame
    from parlance_runtime.protocol.session.session_error import SessionError
    from parlance_runtime.realtime.timers import Timers
    from parlance_runtime.realtime.transports.http_refusal import Refusal
    from parlance_runtime.realtime.transports.transport import TransportEvents

DONE = 1000
TOO_LARGE = 1009


class SseConnection:
    """One event stream with its upstream half.

    `hello` opens the stream; what is sent before its `welcome` waits.
    """

    def __init__(
        self, client: httpx.AsyncClient, stream: str, commands: str, *, timers: Timers, events: TransportEvents
    ) -> None:
        self._client = client
        self._stream = stream
        self._commands = commands
        self._events: TransportEvents | None = events
        self._token: str | None = None
        self._session = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._upstream = Upstream(
            timers=timers, post=self._post, refused=self._call_refused, failed=self._call_failed, spawn=self._spawn
        )
        asyncio.get_running_loop().call_soon(self._opened)

    @property
    def buffered_amount(self) -> int:
        """Characters that the server has not taken yet."""
        return self._upstream.buffered_amount

    def send(self, frames: Sequence[ClientFrame]) -> None:
        """Sends frames in this order."""
        for frame in frames:
            if frame["type"] == "hello":
                self._spawn(self._open(frame))
            # The stream pings to be seen alive, and its calls show that the client is: a pong would be a call for
            # nothing.
            elif frame["type"] != "pong":
                if frame["type"] == "auth":
                    self._token = frame["token"]
                self._upstream.push(encode_frames([frame]))
        self._upstream.flush()

    def close(self, code: int, reason: str) -> None:
        """Closes at once: nothing is reported afterwards. The end of a stream says neither code nor reason."""
        del code, reason
        self._events = None
        self._upstream.stop()
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        self._spawn(self._client.aclose())

    async def wait_closed(self) -> None:
        """Returns when all calls have ended."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _opened(self) -> None:
        if self._events is not None:
            self._events.opened()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work, name="parlance: event stream")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _open(self, hello: HelloFrame) -> None:
        self._token = hello.get("token")
        body = json.dumps({name: member for name, member in hello.items() if name != "token"})
        headers = {"Accept": "text/event-stream", "Content-Type": "application/json"}
        try:
            async with self._client.stream(
                "POST", self._stream, content=body, headers={**headers, **self._authorization()}
            ) as response:
                media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if response.status_code == 204:
                    self._end(DONE, "The server wants no stream")
                elif response.status_code == 200 and media_type == "text/event-stream":
                    await self._read(response)
                else:
                    refusal = refusal_of(response.status_code, response.headers, await _bounded(response))
                    # The session learns the error itself: it says when to come back, if ever.
                    self._end_by(refusal.status, refusal.error.code, refusal.error)
        except (httpx.HTTPError, httpx.StreamError, DecodeError, OSError) as error:
            self._end(NO_CODE, f"The event stream failed: {type(error).__name__}", connection_failed(error))

    async def _read(self, response: httpx.Response) -> None:
        parser = EventParser()
        async for chunk in response.aiter_bytes():
            for event in parser.feed(chunk):
                # Between frames a line feed has a meaning; within one, a space is as good.
                frames, malformed = decode_frames(event.data.replace("\n", " "))
                self._receive(frames)
                if malformed is not None and self._events is not None:
                    self._events.malformed(malformed)
        self._end(NO_CODE, "The event stream ended")

    def _receive(self, frames: Sequence[ServerFrame]) -> None:
        if self._events is not None:
            self._events.frames(frames)
        for frame in frames:
            if frame["type"] == "welcome":
                self._session = frame["session"]
                self._upstream.start()

    async def _post(self, body: str) -> Refusal | None:
        headers = {
            "Content-Type": "application/x-ndjson",
            "Parlance-Session": self._session,
            "Prefer": "respond-async",
            **self._authorization(),
        }
        async with self._client.stream("POST", self._commands, content=body, headers=headers) as response:
            # A body that is not read ends the connection beneath.
            content = await _bounded(response)
            return None if response.is_success else refusal_of(response.status_code, response.headers, content)

    def _authorization(self) -> Mapping[str, str]:
        return {} if self._token is None else {"Authorization": f"Bearer {self._token}"}

    def _call_refused(self, refusal: Refusal) -> None:
        self._end_by(refusal.status, "insufficient_state" if refusal.status == 404 else refusal.error.code)

    def _call_failed(self, error: Exception) -> None:
        self._end(NO_CODE, "A call with frames failed", connection_failed(error))

    def _end_by(self, status: int, code: str, error: SessionError | None = None) -> None:
        """Ends as the socket would after an error of this code."""
        self._end(CLOSE_CODES.get(code, TOO_LARGE if status == 413 else NO_CODE), code, error)

    def _end(self, code: int, reason: str, error: SessionError | None = None) -> None:
        events = self._events
        if events is not None:
            self.close(code, reason)
            events.closed(code, reason, error)


MOST_BYTES = 65_536
"""As much of a refusal as is read."""


async def _bounded(response: httpx.Response) -> bytes:
    content = b""
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > MOST_BYTES:
            break
    return content[:MOST_BYTES]
