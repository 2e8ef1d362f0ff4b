"""What generated code of sockets may import.

Names stay and keep their meaning for as long as v1 exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.lazy import lazy_names as _lazy_names

if TYPE_CHECKING:
    from parlance_runtime.errors import AbortError as AbortError
    from parlance_runtime.errors import ConfigurationError as ConfigurationError
    from parlance_runtime.errors import ParlanceError as ParlanceError
    from parlance_runtime.errors import TimeoutError as TimeoutError
    from parlance_runtime.models.dates import Base64 as Base64
    from parlance_runtime.models.dates import Date as Date
    from parlance_runtime.models.dates import DateTime as DateTime
    from parlance_runtime.protocol.session.connection_state import ClosedState as ClosedState
    from parlance_runtime.protocol.session.connection_state import ConnectingState as ConnectingState
    from parlance_runtime.protocol.session.connection_state import FailedState as FailedState
    from parlance_runtime.protocol.session.connection_state import IdleState as IdleState
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor as SocketDescriptor
    from parlance_runtime.protocol.socket.socket_state import OpenState as OpenState
    from parlance_runtime.protocol.socket.socket_state import SocketState as SocketState
    from parlance_runtime.protocol.socket.socket_state import WaitingState as WaitingState
    from parlance_runtime.realtime.realtime_error import ClosedError as ClosedError
    from parlance_runtime.realtime.realtime_error import RealtimeError as RealtimeError
    from parlance_runtime.sockets.async_socket import AsyncSocket as AsyncSocket
    from parlance_runtime.sockets.async_socket import AsyncSocketBase as AsyncSocketBase
    from parlance_runtime.sockets.async_socket import AsyncSocketSubscription as AsyncSocketSubscription
    from parlance_runtime.sockets.async_sockets import AsyncSockets as AsyncSockets
    from parlance_runtime.sockets.blocking.socket import Socket as Socket
    from parlance_runtime.sockets.blocking.socket import SocketBase as SocketBase
    from parlance_runtime.sockets.blocking.socket import SocketSubscription as SocketSubscription
    from parlance_runtime.sockets.blocking.sockets import Sockets as Sockets
    from parlance_runtime.sockets.received_message import ReceivedMessage as ReceivedMessage
    from parlance_runtime.sockets.received_message import UnknownMessage as UnknownMessage
    from parlance_runtime.sockets.socket_options import AsyncSocketsOptions as AsyncSocketsOptions
    from parlance_runtime.sockets.socket_options import AsyncSocketTokenCallback as AsyncSocketTokenCallback
    from parlance_runtime.sockets.socket_options import HeartbeatOptions as HeartbeatOptions
    from parlance_runtime.sockets.socket_options import ReadOptions as ReadOptions
    from parlance_runtime.sockets.socket_options import SocketBackoff as SocketBackoff
    from parlance_runtime.sockets.socket_options import SocketQueue as SocketQueue
    from parlance_runtime.sockets.socket_options import SocketsOptions as SocketsOptions
    from parlance_runtime.sockets.socket_options import SocketToken as SocketToken
    from parlance_runtime.sockets.socket_options import SocketTokenCallback as SocketTokenCallback
    from parlance_runtime.sockets.socket_setup import SocketSetup as SocketSetup

__all__ = (
    "AbortError",
    "AsyncSocket",
    "AsyncSocketBase",
    "AsyncSocketSubscription",
    "AsyncSocketTokenCallback",
    "AsyncSockets",
    "AsyncSocketsOptions",
    "Base64",
    "ClosedError",
    "ClosedState",
    "ConfigurationError",
    "ConnectingState",
    "Date",
    "DateTime",
    "FailedState",
    "HeartbeatOptions",
    "IdleState",
    "OpenState",
    "ParlanceError",
    "ReadOptions",
    "RealtimeError",
    "ReceivedMessage",
    "Socket",
    "SocketBackoff",
    "SocketBase",
    "SocketDescriptor",
    "SocketQueue",
    "SocketSetup",
    "SocketState",
    "SocketSubscription",
    "SocketToken",
    "SocketTokenCallback",
    "Sockets",
    "SocketsOptions",
    "TimeoutError",
    "UnknownMessage",
    "WaitingState",
)

_MODULES = {
    "parlance_runtime.errors": (
        "AbortError",
        "ConfigurationError",
        "ParlanceError",
        "TimeoutError",
    ),
    "parlance_runtime.models.dates": (
        "Base64",
        "Date",
        "DateTime",
    ),
    "parlance_runtime.protocol.session.connection_state": (
        "ClosedState",
        "ConnectingState",
        "FailedState",
        "IdleState",
    ),
    "parlance_runtime.protocol.socket.socket_descriptor": ("SocketDescriptor",),
    "parlance_runtime.protocol.socket.socket_state": (
        "OpenState",
        "SocketState",
        "WaitingState",
    ),
    "parlance_runtime.realtime.realtime_error": (
        "ClosedError",
        "RealtimeError",
    ),
    "parlance_runtime.sockets.async_socket": (
        "AsyncSocket",
        "AsyncSocketBase",
        "AsyncSocketSubscription",
    ),
    "parlance_runtime.sockets.async_sockets": ("AsyncSockets",),
    "parlance_runtime.sockets.blocking.socket": (
        "Socket",
        "SocketBase",
        "SocketSubscription",
    ),
    "parlance_runtime.sockets.blocking.sockets": ("Sockets",),
    "parlance_runtime.sockets.received_message": (
        "ReceivedMessage",
        "UnknownMessage",
    ),
    "parlance_runtime.sockets.socket_options": (
        "AsyncSocketTokenCallback",
        "AsyncSocketsOptions",
        "HeartbeatOptions",
        "ReadOptions",
        "SocketBackoff",
        "SocketQueue",
        "SocketToken",
        "SocketTokenCallback",
        "SocketsOptions",
    ),
    "parlance_runtime.sockets.socket_setup": ("SocketSetup",),
}

__getattr__ = _lazy_names(__name__, {name: module for module, names in _MODULES.items() for name in names})
