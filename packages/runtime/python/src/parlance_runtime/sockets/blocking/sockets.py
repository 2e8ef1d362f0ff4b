"""A client of sockets, for programs without asyncio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.realtime.blocking.loop_thread import LoopThread, in_thread
from parlance_runtime.sockets.blocking.socket import Socket, SocketBase
from parlance_runtime.sockets.registry import SocketRegistry
from parlance_runtime.sockets.socket_options import SocketsOptions

if TYPE_CHECKING:
    from parlance_runtime.sockets.core import RestoreCore
    from parlance_runtime.sockets.socket_options import AsyncSocketsOptions
    from parlance_runtime.sockets.socket_setup import SocketSetup

SocketT = TypeVar("SocketT", bound=SocketBase[Any])


class Sockets:
    """A client of sockets; generated clients extend it with a method for each.

    It is `AsyncSockets` on an event loop in a thread of its own, which `close` ends and which keeps no program running.
    """

    def __init__(self, **options: Unpack[SocketsOptions]) -> None:
        self._registry = SocketRegistry(_async_options(options))
        self._loop = LoopThread()

    def open(
        self,
        setup: SocketSetup,
        parameters: Mapping[str, object] | None = None,
        *,
        restore: Callable[[Socket], object] | None = None,
        options: SocketsOptions | None = None,
    ) -> Socket:
        """Makes a socket of a descriptor that was written by hand.

        `restore` runs after every opening in a thread of its own, with a socket whose messages are sent before all that
        waits: to log in, and to ask for what the last connection had. If it raises, the `error` listeners are told
        (`restore_failed`), else the log; the connection is closed and tried again, later each time. Raises a
        `ConfigurationError` if it cannot work: no server, a parameter that is missing.
        """
        return self._open(Socket[Any], setup, parameters, restore, options)

    def _open(
        self,
        kind: type[SocketT],
        setup: SocketSetup,
        parameters: Mapping[str, object] | None,
        restore: Callable[[SocketT], object] | None,
        options: SocketsOptions | None,
    ) -> SocketT:
        loop = self._loop
        restoring = None if restore is None else _in_thread(loop, kind, restore)
        own = None if options is None else _async_options(options)
        return kind(loop, loop.call(lambda: self._registry.make(setup, parameters, own, restoring)))

    def close(self) -> None:
        """Closes all sockets for good; the thread is gone when it returns. Does nothing the second time."""
        if not self._loop.stopped:
            self._loop.run(self._registry.close())
            self._loop.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _in_thread(loop: LoopThread, kind: type[SocketT], restore: Callable[[SocketT], object]) -> RestoreCore:
    """`restore` waits for what it sends, so it must not run on the client's thread."""
    return lambda core: in_thread(lambda: restore(kind(loop, core, restoring=True)))


def _async_options(options: SocketsOptions) -> AsyncSocketsOptions:
    """The same with a callback that does not block."""
    made = cast("AsyncSocketsOptions", dict(options))
    token = options.get("token")
    if callable(token):
        made["token"] = lambda: in_thread(token)
    return made
