"""The realtime half: one connection that comes back by itself, and the channels on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.lazy import lazy_names as _lazy_names

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import Position as Position
    from parlance_runtime.protocol.frames.frames_gen import PresenceMember as PresenceMember
    from parlance_runtime.protocol.session.connection_state import ClosedState as ClosedState
    from parlance_runtime.protocol.session.connection_state import ConnectedState as ConnectedState
    from parlance_runtime.protocol.session.connection_state import ConnectingState as ConnectingState
    from parlance_runtime.protocol.session.connection_state import ConnectionState as ConnectionState
    from parlance_runtime.protocol.session.connection_state import FailedState as FailedState
    from parlance_runtime.protocol.session.connection_state import IdleState as IdleState
    from parlance_runtime.protocol.session.connection_state import ReconnectingState as ReconnectingState
    from parlance_runtime.protocol.session.session_error import SessionError as SessionError
    from parlance_runtime.protocol.session.subscription_state import ResubscribingState as ResubscribingState
    from parlance_runtime.protocol.session.subscription_state import SubscribedState as SubscribedState
    from parlance_runtime.protocol.session.subscription_state import SubscribingState as SubscribingState
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState as SubscriptionState
    from parlance_runtime.protocol.session.subscription_state import UnsubscribedState as UnsubscribedState
    from parlance_runtime.realtime.async_channel import AsyncChannel as AsyncChannel
    from parlance_runtime.realtime.async_read_only_channel import AsyncReadOnlyChannel as AsyncReadOnlyChannel
    from parlance_runtime.realtime.async_realtime import AsyncRealtime as AsyncRealtime
    from parlance_runtime.realtime.blocking.channel import Channel as Channel
    from parlance_runtime.realtime.blocking.document_watch import DocumentWatch as DocumentWatch
    from parlance_runtime.realtime.blocking.presence import Presence as Presence
    from parlance_runtime.realtime.blocking.read_only_channel import ReadOnlyChannel as ReadOnlyChannel
    from parlance_runtime.realtime.blocking.realtime import Realtime as Realtime
    from parlance_runtime.realtime.blocking.subscription import Subscription as Subscription
    from parlance_runtime.realtime.channel_descriptor import ChannelDescriptor as ChannelDescriptor
    from parlance_runtime.realtime.channel_message import ChannelGap as ChannelGap
    from parlance_runtime.realtime.channel_message import ChannelMessage as ChannelMessage
    from parlance_runtime.realtime.codec import JSON_CODEC as JSON_CODEC
    from parlance_runtime.realtime.codec import Codec as Codec
    from parlance_runtime.realtime.documents.async_document_watch import AsyncDocumentWatch as AsyncDocumentWatch
    from parlance_runtime.realtime.documents.document import DocumentChange as DocumentChange
    from parlance_runtime.realtime.documents.document import DocumentState as DocumentState
    from parlance_runtime.realtime.json_value import Json as Json
    from parlance_runtime.realtime.presence.async_presence import AsyncPresence as AsyncPresence
    from parlance_runtime.realtime.published import Published as Published
    from parlance_runtime.realtime.realtime_error import ClosedError as ClosedError
    from parlance_runtime.realtime.realtime_error import RealtimeError as RealtimeError
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions as AsyncRealtimeOptions
    from parlance_runtime.realtime.realtime_options import AuthorizeRequest as AuthorizeRequest
    from parlance_runtime.realtime.realtime_options import BackoffOptions as BackoffOptions
    from parlance_runtime.realtime.realtime_options import QueueOptions as QueueOptions
    from parlance_runtime.realtime.realtime_options import RealtimeOptions as RealtimeOptions
    from parlance_runtime.realtime.subscription import AsyncSubscription as AsyncSubscription
    from parlance_runtime.realtime.subscription import SubscriptionReady as SubscriptionReady
    from parlance_runtime.realtime.timers import Timers as Timers
    from parlance_runtime.realtime.transports.sse import sse as sse
    from parlance_runtime.realtime.transports.transport import Transport as Transport
    from parlance_runtime.realtime.transports.transport import TransportConnection as TransportConnection
    from parlance_runtime.realtime.transports.transport import TransportEvents as TransportEvents
    from parlance_runtime.realtime.transports.transport import TransportRequest as TransportRequest
    from parlance_runtime.realtime.transports.web_socket import web_socket as web_socket

_MODULES = {
    "parlance_runtime.protocol.frames.frames_gen": ("Position", "PresenceMember"),
    "parlance_runtime.protocol.session.connection_state": (
        "ClosedState",
        "ConnectedState",
        "ConnectingState",
        "ConnectionState",
        "FailedState",
        "IdleState",
        "ReconnectingState",
    ),
    "parlance_runtime.protocol.session.session_error": ("SessionError",),
    "parlance_runtime.protocol.session.subscription_state": (
        "ResubscribingState",
        "SubscribedState",
        "SubscribingState",
        "SubscriptionState",
        "UnsubscribedState",
    ),
    "parlance_runtime.realtime.async_channel": ("AsyncChannel",),
    "parlance_runtime.realtime.async_read_only_channel": ("AsyncReadOnlyChannel",),
    "parlance_runtime.realtime.async_realtime": ("AsyncRealtime",),
    "parlance_runtime.realtime.blocking.channel": ("Channel",),
    "parlance_runtime.realtime.blocking.document_watch": ("DocumentWatch",),
    "parlance_runtime.realtime.blocking.presence": ("Presence",),
    "parlance_runtime.realtime.blocking.read_only_channel": ("ReadOnlyChannel",),
    "parlance_runtime.realtime.blocking.realtime": ("Realtime",),
    "parlance_runtime.realtime.blocking.subscription": ("Subscription",),
    "parlance_runtime.realtime.channel_descriptor": ("ChannelDescriptor",),
    "parlance_runtime.realtime.channel_message": ("ChannelGap", "ChannelMessage"),
    "parlance_runtime.realtime.codec": ("JSON_CODEC", "Codec"),
    "parlance_runtime.realtime.documents.async_document_watch": ("AsyncDocumentWatch",),
    "parlance_runtime.realtime.documents.document": ("DocumentChange", "DocumentState"),
    "parlance_runtime.realtime.json_value": ("Json",),
    "parlance_runtime.realtime.presence.async_presence": ("AsyncPresence",),
    "parlance_runtime.realtime.published": ("Published",),
    "parlance_runtime.realtime.realtime_error": ("ClosedError", "RealtimeError"),
    "parlance_runtime.realtime.realtime_options": (
        "AsyncRealtimeOptions",
        "AuthorizeRequest",
        "BackoffOptions",
        "QueueOptions",
        "RealtimeOptions",
    ),
    "parlance_runtime.realtime.subscription": ("AsyncSubscription", "SubscriptionReady"),
    "parlance_runtime.realtime.timers": ("Timers",),
    "parlance_runtime.realtime.transports.sse": ("sse",),
    "parlance_runtime.realtime.transports.transport": (
        "Transport",
        "TransportConnection",
        "TransportEvents",
        "TransportRequest",
    ),
    "parlance_runtime.realtime.transports.web_socket": ("web_socket",),
}

__getattr__ = _lazy_names(__name__, {name: module for module, names in _MODULES.items() for name in names})
