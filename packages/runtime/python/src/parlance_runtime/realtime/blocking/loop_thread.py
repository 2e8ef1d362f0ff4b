"""An event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from typing_extensions import TypeVar

from parlance_runtime.errors.runtime_errors import TimeoutError
from parlance_runtime.realtime.realtime_error import ClosedError

T = TypeVar("T")


class LoopThread:
    """An event loop in a thread of its own, which does not keep the program running."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="parlance-realtime", daemon=True)
        self._lock = threading.Lock()
        self._stopped = False
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Runs a coroutine to its end, and waits; at most `timeout` seconds, then it is cancelled.

        Raises what it raises, a `ClosedError` once the loop has stopped, a `TimeoutError`, and a `RuntimeError` on the
        loop's own thread, which would wait for itself.
        """
        if self._is_current:
            work.close()
            message = "A handler must not block the client's thread: use a thread of your own, or iterate `messages()`"
            raise RuntimeError(message)
        future = self.submit(work)
        try:
            return future.result(timeout)
        except concurrent.futures.CancelledError:
            raise ClosedError from None
        except concurrent.futures.TimeoutError as error:
            if future.done():
                raise
            raise TimeoutError("It took longer than the `timeout` allows") from error
        finally:
            future.cancel()

    def call(self, function: Callable[[], T]) -> T:
        """Calls a function on the loop's thread, and waits for its result."""
        if self._is_current:
            return function()

        async def work() -> T:
            return function()

        return self.run(work())

    def post(self, function: Callable[[], object]) -> None:
        """Calls a function on the loop's thread some time soon; never, if it has stopped."""
        with self._lock:
            if not self._stopped:
                self._loop.call_soon_threadsafe(function)

    def stop(self) -> None:
        """Ends the loop and its thread. Does nothing the second time."""
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
            if not self._thread.is_alive():
                return
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        loop.run_forever()
        loop.run_until_complete(_end_all())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    @property
    def stopped(self) -> bool:
        """Whether it has been ended."""
        return self._stopped

    @property
    def _is_current(self) -> bool:
        return threading.current_thread() is self._thread

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Begins a coroutine, in the order of these calls.

        Raises a `ClosedError` once the loop has stopped, and a `RuntimeError` in a process that was forked off.
        """
        with self._lock:
            if self._stopped:
                work.close()
                raise ClosedError
            if not self._thread.is_alive():
                # Threads do not follow into a forked process, where this would wait forever.
                work.close()
                raise RuntimeError("The client was made before this process was forked: make one in each process")
            return asyncio.run_coroutine_threadsafe(work, self._loop)


async def _end_all() -> None:
    """Ends whoever still waits."""
    pending = asyncio.all_tasks() - {asyncio.current_task()}
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)


async def in_thread(function: Callable[[], T]) -> T:
    """Runs a function that may block in a thread of its own, which keeps nobody waiting when the task is cancelled."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # pyright: ignore[reportArgumentType]

    def work() -> None:
        result, failure = None, None
        try:
            result = function()
        except Exception as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, name="parlance-callback", daemon=True).start()
    return await done
