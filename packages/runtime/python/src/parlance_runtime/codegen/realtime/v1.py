"""What generated realtime code may import.

Names stay and keep their meaning for as long as v1 exists. HTTP is not reached from here, nor this from `codegen.v1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.lazy import lazy_names as _lazy_names

if TYPE_CHECKING:
    from parlance_runtime.client.setup import Server as Server
    from parlance_runtime.credentials.credentials import Credentials as Credentials
    from parlance_runtime.errors import AbortError as AbortError
    from parlance_runtime.errors import ConfigurationError as ConfigurationError
    from parlance_runtime.errors import CredentialsError as CredentialsError
    from parlance_runtime.errors import ParlanceError as ParlanceError
    from parlance_runtime.errors import TimeoutError as TimeoutError
    from parlance_runtime.errors import ValidationError as ValidationError
    from parlance_runtime.models.dates import Base64 as Base64
    from parlance_runtime.models.dates import Date as Date
    from parlance_runtime.models.dates import DateTime as DateTime
    from parlance_runtime.models.model import Model as Model
    from parlance_runtime.models.model import UnknownMember as UnknownMember
    from parlance_runtime.models.tagged_union import Member as Member
    from parlance_runtime.models.tagged_union import TaggedUnion as TaggedUnion
    from parlance_runtime.protocol.frames.frames_gen import Position as Position
    from parlance_runtime.protocol.frames.frames_gen import PresenceMember as PresenceMember
    from parlance_runtime.protocol.frames.frames_gen import Sender as Sender
    from parlance_runtime.protocol.session.connection_state import ConnectionState as ConnectionState
    from parlance_runtime.protocol.session.subscription_state import SubscriptionState as SubscriptionState
    from parlance_runtime.realtime.async_channel import AsyncChannel as AsyncChannel
    from parlance_runtime.realtime.async_channel import PublishOptions as PublishOptions
    from parlance_runtime.realtime.async_read_only_channel import AsyncReadOnlyChannel as AsyncReadOnlyChannel
    from parlance_runtime.realtime.async_read_only_channel import HistoryOptions as HistoryOptions
    from parlance_runtime.realtime.async_realtime import AsyncRealtime as AsyncRealtime
    from parlance_runtime.realtime.blocking.channel import Channel as Channel
    from parlance_runtime.realtime.blocking.read_only_channel import ReadOnlyChannel as ReadOnlyChannel
    from parlance_runtime.realtime.blocking.realtime import Realtime as Realtime
    from parlance_runtime.realtime.blocking.subscription import Subscription as Subscription
    from parlance_runtime.realtime.channel_descriptor import ChannelDescriptor as ChannelDescriptor
    from parlance_runtime.realtime.channel_message import ChannelGap as ChannelGap
    from parlance_runtime.realtime.channel_message import ChannelMessage as ChannelMessage
    from parlance_runtime.realtime.delivery_options import MessagesOptions as MessagesOptions
    from parlance_runtime.realtime.delivery_options import SubscribeOptions as SubscribeOptions
    from parlance_runtime.realtime.json_value import Json as Json
    from parlance_runtime.realtime.published import Published as Published
    from parlance_runtime.realtime.realtime_error import ClosedError as ClosedError
    from parlance_runtime.realtime.realtime_error import RealtimeError as RealtimeError
    from parlance_runtime.realtime.realtime_options import AsyncAuthorizeCallback as AsyncAuthorizeCallback
    from parlance_runtime.realtime.realtime_options import AsyncRealtimeOptions as AsyncRealtimeOptions
    from parlance_runtime.realtime.realtime_options import AuthorizeCallback as AuthorizeCallback
    from parlance_runtime.realtime.realtime_options import AuthorizeRequest as AuthorizeRequest
    from parlance_runtime.realtime.realtime_options import BackoffOptions as BackoffOptions
    from parlance_runtime.realtime.realtime_options import QueueOptions as QueueOptions
    from parlance_runtime.realtime.realtime_options import RealtimeOptions as RealtimeOptions
    from parlance_runtime.realtime.sdk.realtime_sdk_options import AsyncRealtimeSdkOptions as AsyncRealtimeSdkOptions
    from parlance_runtime.realtime.sdk.realtime_sdk_options import RealtimeSdkOptions as RealtimeSdkOptions
    from parlance_runtime.realtime.sdk.realtime_setup import RealtimeSetup as RealtimeSetup
    from parlance_runtime.realtime.sdk.sdk_realtime import AsyncSdkRealtime as AsyncSdkRealtime
    from parlance_runtime.realtime.sdk.sdk_realtime import SdkRealtime as SdkRealtime
    from parlance_runtime.realtime.subscription import AsyncSubscription as AsyncSubscription
    from parlance_runtime.realtime.subscription import SubscriptionReady as SubscriptionReady
    from parlance_runtime.realtime.transports.transport import Transport as Transport

__all__ = (
    "AbortError",
    "AsyncAuthorizeCallback",
    "AsyncChannel",
    "AsyncReadOnlyChannel",
    "AsyncRealtime",
    "AsyncRealtimeOptions",
    "AsyncRealtimeSdkOptions",
    "AsyncSdkRealtime",
    "AsyncSubscription",
    "AuthorizeCallback",
    "AuthorizeRequest",
    "BackoffOptions",
    "Base64",
    "Channel",
    "ChannelDescriptor",
    "ChannelGap",
    "ChannelMessage",
    "ClosedError",
    "ConfigurationError",
    "ConnectionState",
    "Credentials",
    "CredentialsError",
    "Date",
    "DateTime",
    "HistoryOptions",
    "Json",
    "Member",
    "MessagesOptions",
    "Model",
    "ParlanceError",
    "Position",
    "PresenceMember",
    "PublishOptions",
    "Published",
    "QueueOptions",
    "ReadOnlyChannel",
    "Realtime",
    "RealtimeError",
    "RealtimeOptions",
    "RealtimeSdkOptions",
    "RealtimeSetup",
    "SdkRealtime",
    "Sender",
    "Server",
    "SubscribeOptions",
    "Subscription",
    "SubscriptionReady",
    "SubscriptionState",
    "TaggedUnion",
    "TimeoutError",
    "Transport",
    "UnknownMember",
    "ValidationError",
)

_MODULES = {
    "parlance_runtime.client.setup": ("Server",),
    "parlance_runtime.credentials.credentials": ("Credentials",),
    "parlance_runtime.errors": (
        "AbortError",
        "ConfigurationError",
        "CredentialsError",
        "ParlanceError",
        "TimeoutError",
        "ValidationError",
    ),
    "parlance_runtime.models.dates": ("Base64", "Date", "DateTime"),
    "parlance_runtime.models.model": ("Model", "UnknownMember"),
    "parlance_runtime.models.tagged_union": ("Member", "TaggedUnion"),
    "parlance_runtime.protocol.frames.frames_gen": ("Position", "PresenceMember", "Sender"),
    "parlance_runtime.protocol.session.connection_state": ("ConnectionState",),
    "parlance_runtime.protocol.session.subscription_state": ("SubscriptionState",),
    "parlance_runtime.realtime.async_channel": ("AsyncChannel", "PublishOptions"),
    "parlance_runtime.realtime.async_read_only_channel": ("AsyncReadOnlyChannel", "HistoryOptions"),
    "parlance_runtime.realtime.async_realtime": ("AsyncRealtime",),
    "parlance_runtime.realtime.blocking.channel": ("Channel",),
    "parlance_runtime.realtime.blocking.read_only_channel": ("ReadOnlyChannel",),
    "parlance_runtime.realtime.blocking.realtime": ("Realtime",),
    "parlance_runtime.realtime.blocking.subscription": ("Subscription",),
    "parlance_runtime.realtime.channel_descriptor": ("ChannelDescriptor",),
    "parlance_runtime.realtime.channel_message": ("ChannelGap", "ChannelMessage"),
    "parlance_runtime.realtime.delivery_options": ("MessagesOptions", "SubscribeOptions"),
    "parlance_runtime.realtime.json_value": ("Json",),
    "parlance_runtime.realtime.published": ("Published",),
    "parlance_runtime.realtime.realtime_error": ("ClosedError", "RealtimeError"),
    "parlance_runtime.realtime.realtime_options": (
        "AsyncAuthorizeCallback",
        "AsyncRealtimeOptions",
        "AuthorizeCallback",
        "AuthorizeRequest",
        "BackoffOptions",
        "QueueOptions",
        "RealtimeOptions",
    ),
    "parlance_runtime.realtime.sdk.realtime_sdk_options": ("AsyncRealtimeSdkOptions", "RealtimeSdkOptions"),
    "parlance_runtime.realtime.sdk.realtime_setup": ("RealtimeSetup",),
    "parlance_runtime.realtime.sdk.sdk_realtime": ("AsyncSdkRealtime", "SdkRealtime"),
    "parlance_runtime.realtime.subscription": ("AsyncSubscription", "SubscriptionReady"),
    "parlance_runtime.realtime.transports.transport": ("Transport",),
}

__getattr__ = _lazy_names(__name__, {name: module for module, names in _MODULES.items() for name in names})
