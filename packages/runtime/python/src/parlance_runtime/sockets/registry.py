"""The sockets of one client."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from parlance_runtime.client.check_names import check_names
from parlance_runtime.errors.runtime_errors import ConfigurationError
from parlance_runtime.protocol.session.connection_state import ClosedState, FailedState
from parlance_runtime.protocol.socket.socket_address import socket_address
from parlance_runtime.realtime.socket_url import has_host
from parlance_runtime.sockets.core import SocketCore
from parlance_runtime.sockets.socket_options import AsyncSocketsOptions
from parlance_runtime.sockets.socket_setup import SocketSetup

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor
    from parlance_runtime.protocol.socket.socket_state import SocketState
    from parlance_runtime.sockets.core import RestoreCore

_SOCKET_URL = re.compile(r"(?:ws|http)s?://[^/\s]\S*", re.IGNORECASE)


class SocketRegistry:
    """The sockets of one client, which end with it."""

    def __init__(self, options: AsyncSocketsOptions) -> None:
        check_names(options, AsyncSocketsOptions.__optional_keys__)
        self._options = options
        self._open: set[SocketCore] = set()

    def make(
        self,
        setup: SocketSetup,
        values: Mapping[str, object] | None,
        options: AsyncSocketsOptions | None,
        restore: RestoreCore | None,
    ) -> SocketCore:
        """Makes a socket. Raises a `ConfigurationError` if it cannot work: no server, a parameter that is missing."""
        check_names(options or {}, AsyncSocketsOptions.__optional_keys__)
        together: AsyncSocketsOptions = {**self._options, **(options or {})}
        descriptor = _with_variables(setup.descriptor, together.get("variables", {}))
        _check(descriptor, values or {}, together)
        core = SocketCore(SocketSetup(descriptor, setup.payloads), values or {}, together, restore)
        self._open.add(core)

        def told(state: SocketState) -> None:
            if isinstance(state, ClosedState | FailedState):
                self._open.discard(core)

        core.listeners.on("state", told)
        return core

    async def close(self) -> None:
        """Closes all sockets for good."""
        await asyncio.gather(*(core.close() for core in list(self._open)))


def _with_variables(descriptor: SocketDescriptor, variables: Mapping[str, str]) -> SocketDescriptor:
    server = descriptor.get("server")
    if server is None:
        return descriptor
    return {**descriptor, "server": {**server, "variables": {**server.get("variables", {}), **variables}}}


def _check(descriptor: SocketDescriptor, values: Mapping[str, object], options: AsyncSocketsOptions) -> None:
    try:
        url = socket_address(descriptor, values, url=options.get("url")).url
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    # An error of the host would show the address, and with it a token.
    if not (_SOCKET_URL.fullmatch(url) and has_host(url)):
        raise ConfigurationError("`url` must be an absolute ws, wss, http or https URL")
    if "token" in descriptor and "token" not in options:
        raise ConfigurationError(f"{descriptor['id']} wants a token: set `token`")
