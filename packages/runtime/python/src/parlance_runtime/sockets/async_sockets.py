"""A client of sockets, for asyncio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from typing_extensions import Self, TypeVar, Unpack

from parlance_runtime.sockets.async_socket import AsyncSocket, AsyncSocketBase
from parlance_runtime.sockets.registry import SocketRegistry
from parlance_runtime.sockets.socket_options import AsyncSocketsOptions

if TYPE_CHECKING:
    from parlance_runtime.sockets.core import SocketCore
    from parlance_runtime.sockets.socket_setup import SocketSetup

SocketT = TypeVar("SocketT", bound=AsyncSocketBase[Any])


class AsyncSockets:
    """A client of sockets; generated clients extend it with a method for each.

    Its sockets belong to the event loop that first uses them.
    """

    def __init__(self, **options: Unpack[AsyncSocketsOptions]) -> None:
        self._registry = SocketRegistry(options)

    def open(
        self,
        setup: SocketSetup,
        parameters: Mapping[str, object] | None = None,
        *,
        restore: Callable[[AsyncSocket], object] | None = None,
        options: AsyncSocketsOptions | None = None,
    ) -> AsyncSocket:
        """Makes a socket of a descriptor that was written by hand.

        `restore`, which may be a coroutine function, runs after every opening, with a socket whose messages are sent
        before all that waits: to log in, and to ask for what the last connection had. If it raises, the `error`
        listeners are told (`restore_failed`), else the log; the connection is closed and tried again, later each time.
        Raises a `ConfigurationError` if it cannot work: no server, a parameter that is missing.
        """
        return self._open(AsyncSocket[Any], setup, parameters, restore, options)

    def _open(
        self,
        kind: type[SocketT],
        setup: SocketSetup,
        parameters: Mapping[str, object] | None,
        restore: Callable[[SocketT], object] | None,
        options: AsyncSocketsOptions | None,
    ) -> SocketT:
        def restored(core: SocketCore) -> object:
            return None if restore is None else restore(kind(core, restoring=True))

        return kind(self._registry.make(setup, parameters, options, restored))

    async def close(self) -> None:
        """Closes all sockets for good, and returns when no task of theirs is left."""
        await self._registry.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
