# Generated from specs/ by scripts/write-frames.ts. Do not edit.
"""The frames as they are on the wire: dictionaries that `json` reads and writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, TypedDict

if TYPE_CHECKING:
    from typing_extensions import NotRequired


class AuthFrame(TypedDict):
    """Go on with a fresh token of the same subject."""

    type: Literal["auth"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    token: str
    """A token, as in `Authorization`."""


class AuthOk(TypedDict):
    """The fresh token holds."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    tokenTtlMs: int
    """How long it is valid."""


class ByeFrame(TypedDict):
    """The last frame before a close: why, and whether to come back."""

    type: Literal["bye"]
    """Tells this frame."""
    code: ErrorCode
    message: str
    """What happened and what to do, for people."""
    retryable: bool
    """Whether to come back. It agrees with the range of the close code."""
    afterMs: NotRequired[int]
    """How long to wait before, in milliseconds."""
    to: NotRequired[str]
    """Another address to connect to."""


class CastFrame(TypedDict):
    """Call a method without waiting; there is no answer. Either side may send it."""

    type: Literal["cast"]
    """Tells this frame."""
    method: str
    """The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`."""
    params: NotRequired[Mapping[str, object]]
    """The parameters; a body stands under `body`."""


class ChannelRewind(TypedDict):
    """Which older messages to replay first, by number or by age."""

    count: NotRequired[int]
    """At most so many."""
    ms: NotRequired[int]
    """Those of the last so many milliseconds."""

ClientFrame: TypeAlias = """
    HelloFrame
    | SubscribeFrame
    | UnsubscribeFrame
    | PublishFrame
    | PresenceRequest
    | HistoryFrame
    | RequestFrame
    | CastFrame
    | AuthFrame
    | PingFrame
    | PongFrame
    | ErrorFrame
"""
"""A frame from the client to the server."""


class ClientInfo(TypedDict):
    """The program at the other end."""

    name: str
    """The name of the SDK or program."""
    version: str
    """Its version."""

ConnectionId: TypeAlias = "str"
"""The id of a realtime connection, visible to others. Opaque."""


class ConnectionLimits(TypedDict):
    """What one connection may do."""

    frameBytes: int
    """The largest frame."""
    subscriptions: int
    """How many subscriptions."""
    inFlight: int
    """How many requests may be unanswered."""
    messagesPerSecond: int
    """How many messages may be published each second."""

Cursor: TypeAlias = """
    str
    | None
"""
"""Where the next page begins; `null` on the last page. Opaque."""

ErrorCode: TypeAlias = Literal["bad_request", "invalid_json", "validation_failed", "invalid_cursor", "invalid_filter", "bad_frame", "unsupported_version", "missing_token", "invalid_token", "token_expired", "token_revoked", "invalid_client", "forbidden", "insufficient_scope", "channel_forbidden", "application_disabled", "quota_exceeded", "limit_exceeded", "not_found", "route_not_found", "unknown_application", "track_not_found", "method_not_allowed", "not_acceptable", "conflict", "already_exists", "idempotency_in_progress", "epoch_mismatch", "not_joined", "room_locked", "stale_negotiation", "gone", "history_gone", "version_conflict", "payload_too_large", "unsupported_media_type", "range_not_satisfiable", "unprocessable", "idempotency_mismatch", "codec_unsupported", "invalid_sdp", "upgrade_required", "precondition_required", "rate_limited", "too_many_in_flight", "internal_error", "media_unavailable", "unavailable", "over_capacity", "draining", "terminated", "slow_consumer", "hello_timeout", "restart", "ping_timeout", "idle_timeout", "insufficient_state", "session_taken_over"]
"""The code of an error, the same in HTTP problems and realtime frames. More codes may come."""


class ErrorFrame(TypedDict):
    """A request failed, or something went wrong with a channel or the connection."""

    type: Literal["error"]
    """Tells this frame."""
    id: NotRequired[int]
    """The request that failed; absent if it was none."""
    channel: NotRequired[str]
    """The channel concerned, if any."""
    code: ErrorCode
    message: str
    """What happened and what to do, for people."""
    retryable: bool
    """Whether trying again later may succeed."""
    afterMs: NotRequired[int]
    """How long to wait before, in milliseconds."""
    href: NotRequired[str]
    """The page that explains the code."""

Filter: TypeAlias = "Mapping[str, object]"
"""Selects resources or messages.

Each key is a path into the resource (`status`, `labels.env`, `payload.campusId`), each value a scalar that must be
equal or an object of operators. All keys must hold; `and`, `or` and `not` combine filters. At most 8 levels deep and 4
KiB long.
"""

FilterCondition: TypeAlias = """
    FilterScalar
    | FilterOperators
"""
"""What one path must be, a scalar (equal to it) or operators."""

FilterOperators = TypedDict(
    "FilterOperators",
    {
        # Equal to.
        "eq": "NotRequired[FilterScalar]",
        # Not equal to.
        "ne": "NotRequired[FilterScalar]",
        # Equal to one of these. For a list, that it holds one of these.
        "in": "NotRequired[Sequence[FilterScalar]]",
        # Equal to none of these.
        "nin": "NotRequired[Sequence[FilterScalar]]",
        # A text that begins with this.
        "prefix": "NotRequired[str]",
        # A text that this regular expression (RE2 syntax) matches somewhere.
        "matches": "NotRequired[str]",
        # Greater than. Texts are compared by code point, so RFC 3339 times work.
        "gt": "NotRequired[str | float]",
        # Greater than or equal to.
        "gte": "NotRequired[str | float]",
        # Less than.
        "lt": "NotRequired[str | float]",
        # Less than or equal to.
        "lte": "NotRequired[str | float]",
        # Whether the path is present and not `null`.
        "exists": "NotRequired[bool]",
    },
)
"""Operators on one path. All of them must hold."""

FilterScalar: TypeAlias = """
    str
    | float
    | bool
    | None
"""
"""A value to compare with. `null` equals `null` and an absent member."""

GapFrame = TypedDict(
    "GapFrame",
    {
        # Tells this frame.
        "type": "Literal[\"gap\"]",
        # The name of the channel.
        "channel": "str",
        # Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
        # client chooses it; frames of a subscription without a number carry none.
        "subscription": "NotRequired[int]",
        # The last position you have.
        "from": "Position",
        # The position at which it goes on.
        "to": "Position",
        # Why: the history is forgotten, the log was begun anew, the filter is another, you asked for the newest
        # messages only (`conflateMs`, `policy: latest`), or the channel token does not permit the history. More may
        # come.
        "reason": "Literal[\"history_exceeded\", \"epoch_changed\", \"filter_changed\", \"conflated\", \"history_forbidden\"]",
    },
)
"""Messages of a channel are lost to this subscription. Read the state anew if it matters."""


class HelloFrame(TypedDict):
    """The client's first frame, within ten seconds: who it is, what it can, what to resume and to subscribe to."""

    type: Literal["hello"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    version: Literal[1]
    """The version of the protocol."""
    token: NotRequired[str]
    """A token, as in `Authorization`."""
    client: ClientInfo
    instance: str
    """A UUID of this client object; the same over reconnects."""
    capabilities: NotRequired[Sequence[str]]
    """What the client can beyond the basics, such as several frames joined by line feeds."""
    resume: NotRequired[Mapping[str, object]]
    """The session to take up again."""
    inbox: NotRequired[Position]
    """The last position you have of the user's own channel, which is subscribed to by itself. Go on after it."""
    subscriptions: NotRequired[Sequence[Subscription]]
    """What to subscribe to at once, so that connecting takes one round trip."""

HistoryFrame = TypedDict(
    "HistoryFrame",
    {
        # Tells this frame.
        "type": "Literal[\"history\"]",
        # The number of this request on this connection, from 1. The answer carries the same.
        "id": "int",
        # The name of the channel.
        "channel": "str",
        # Where to begin, exclusive. Absent means at the end that `order` names.
        "from": "NotRequired[Position]",
        # At most so many.
        "count": "NotRequired[int]",
        # Newest first or oldest first.
        "order": "NotRequired[Literal[\"asc\", \"desc\"]]",
    },
)
"""Read messages of a channel."""


class HistoryOk(TypedDict):
    """Messages of a channel, and where it is now."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    items: Sequence[Message]
    """The messages."""
    epoch: str
    """The life of the channel's log. Offsets of different epochs cannot be compared."""
    offset: int
    """The newest position."""
    cursor: Cursor


class Inbox(TypedDict):
    """The subscription to the user's own channel, which holds without being asked for.

    What was missed follows with `replay`, then `live`.
    """

    channel: str
    """The name of the channel."""
    epoch: str
    """The life of the channel's log. Offsets of different epochs cannot be compared."""
    offset: int
    """The position at which the subscription begins."""
    recovered: Literal["yes", "no", "none"]
    """`yes`: everything after the position in `hello` is replayed.

    `no`: something is lost, a `gap` follows. `none`: nothing was asked for.
    """
    count: int
    """How many messages are replayed."""


class LiveFrame(TypedDict):
    """The replay of a channel is over; messages are live from here."""

    type: Literal["live"]
    """Tells this frame."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """

Message = TypedDict(
    "Message",
    {
        # Id of the message.
        "id": "MessageId",
        # The channel.
        "channel": "str",
        # What happened; absent if the publisher did not say.
        "event": "NotRequired[str]",
        # The payload, as published.
        "data": "object",
        # Place in the log of its epoch.
        "offset": "int",
        # Life of the log.
        "epoch": "str",
        "from": "Sender",
        # Short strings for filters.
        "tags": "NotRequired[Mapping[str, str]]",
        # Id the publisher gave.
        "publishId": "NotRequired[str | None]",
        # When it was accepted.
        "publishedAt": "Timestamp",
        # When it is forgotten; null while the channel decides.
        "expiresAt": "NotRequired[str | None]",
    },
)
"""A message as it stands in the log of a channel."""

MessageFrame = TypedDict(
    "MessageFrame",
    {
        # Tells this frame.
        "type": "Literal[\"message\"]",
        # The name of the channel.
        "channel": "str",
        # Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic. The
        # client chooses it; frames of a subscription without a number carry none.
        "subscription": "NotRequired[int]",
        # The life of the channel's log. Offsets of different epochs cannot be compared.
        "epoch": "NotRequired[str]",
        # The place in the log of the channel. Absent for what is in no log: a message to this connection alone.
        "offset": "NotRequired[int]",
        # The offset of the message before in this subscription. When it is not the last one you saw, something is
        # missing.
        "previous": "NotRequired[int]",
        # What happened, in the publisher's words.
        "event": "NotRequired[str]",
        # Any JSON value.
        "data": "NotRequired[object]",
        # The id of a message that is in no log. One with an offset leaves it out, for its id is `msg_<epoch>_<offset>`
        # of the subscription's epoch.
        "messageId": "NotRequired[MessageId]",
        # When it was published, in milliseconds since 1970.
        "time": "NotRequired[int]",
        "from": "NotRequired[Sender]",
        # Short texts for filters.
        "tags": "NotRequired[Mapping[str, str]]",
        # Names this publish. Sent again after a reconnect with the same id, it is published once.
        "publishId": "NotRequired[str]",
        # Whether it was missed and is replayed.
        "replay": "NotRequired[bool]",
    },
)
"""A message of a channel.

On `topic:`, `document:`, `watch:`, `user:` and `room:` channels `data` is the event object.
"""

MessageId: TypeAlias = "str"
"""The id of a message: `msg_<epoch>_<offset>` of one that is in a log, so that whoever knows its position knows its id.

A message that is in no log has one of its own.
"""


class OkFrame(TypedDict):
    """A request succeeded. What else it carries depends on the request."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""


class PingFrame(TypedDict):
    """Asks whether the other side is there. Either side may send it."""

    type: Literal["ping"]
    """Tells this frame."""
    echo: NotRequired[str]
    """Comes back in the `pong`."""


class PongFrame(TypedDict):
    """Answers a `ping`."""

    type: Literal["pong"]
    """Tells this frame."""
    echo: NotRequired[str]
    """Comes back in the `pong`."""


class Position(TypedDict):
    """A place in the log of a channel. Hand it back to resume without loss."""

    epoch: str
    """Names one life of the log; a new epoch means that earlier offsets say nothing."""
    offset: int
    """Offset of the last message of the log; 0 before the first."""


class PresenceFrame(TypedDict):
    """A member entered, changed or left."""

    type: Literal["presence"]
    """Tells this frame."""
    channel: str
    """The name of the channel."""
    version: int
    """The version of the channel's presence; one more each time."""
    event: Literal["enter", "update", "leave"]
    """What happened."""
    member: PresenceMember


class PresenceMember(TypedDict):
    """A member of a channel or a document: somebody with at least one connection there."""

    id: str
    """The member of the token, or its user if it names none."""
    userId: NotRequired[UserId | None]
    """The user of the token."""
    connectionIds: Sequence[ConnectionId]
    """Its connections, the oldest first."""
    info: NotRequired[object]
    """What the authorisation says of the member; fixed while it is present."""
    state: NotRequired[object]
    """What the member says of itself; changed with the member states."""
    version: Version
    joinedAt: Timestamp
    """When its first connection came."""
    updatedAt: Timestamp
    """When its state last changed."""


class PresenceOk(TypedDict):
    """The presence is changed."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    version: int
    """The version of the channel's presence after the change."""


class PresenceRequest(TypedDict):
    """Enter a channel as a member, change one's own data there, or leave it."""

    type: Literal["presence"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    action: Literal["enter", "update", "leave"]
    """What to do."""
    data: NotRequired[object]
    """What the member says of itself; any JSON value up to 2 KiB."""


class PresenceSyncFrame(TypedDict):
    """The members of a channel, in pages of at most 256.

    Changes up to `version` are in it; keep later ones until the last page.
    """

    type: Literal["presence_sync"]
    """Tells this frame."""
    channel: str
    """The name of the channel."""
    version: int
    """The version of the presence that is shown."""
    members: Sequence[PresenceMember]
    """The members of this page."""
    cursor: str
    """Empty on the last page."""


class PublishFrame(TypedDict):
    """Publish a message on a channel. Answered once it is in the log."""

    type: Literal["publish"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    event: NotRequired[str]
    """What happened, in the publisher's words."""
    data: object
    """Any JSON value."""
    publishId: str
    """Names this publish. Sent again after a reconnect with the same id, it is published once."""
    tags: NotRequired[Mapping[str, str]]
    """Short texts for filters."""
    ttlSeconds: NotRequired[int]
    """How long it stays in the history."""


class PublishOk(TypedDict):
    """The message is in the log."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    epoch: str
    """The life of the channel's log. Offsets of different epochs cannot be compared."""
    offset: int
    """The place of the message."""
    messageId: NotRequired[MessageId]
    duplicate: NotRequired[bool]
    """Whether it was there already under this `publishId`."""


class ReauthFrame(TypedDict):
    """The server asks for a fresh token."""

    type: Literal["reauth"]
    """Tells this frame."""
    byMs: int
    """Within so many milliseconds."""


class RequestFrame(TypedDict):
    """Call a method and wait for its result."""

    type: Literal["request"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    method: str
    """The name of the method: an operation id of the REST half, or a signalling method such as `streams.join`.

    In development also `simulate`, with a `Simulation`.
    """
    params: NotRequired[Mapping[str, object]]
    """The parameters; a body stands under `body`."""


class RequestOk(TypedDict):
    """The result of a method."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    result: object
    """The result."""


class RetryHint(TypedDict):
    """Between which waits to spread reconnects."""

    minMs: int
    """The first wait."""
    maxMs: int
    """The longest wait."""

ReturnMode: TypeAlias = Literal["full", "diff", "both"]
"""What comes back of a change, here and on subscriptions: the whole data, the difference, or both."""


class Sender(TypedDict):
    """Who published a message."""

    connectionId: NotRequired[ConnectionId | None]
    """The connection, null for the back end."""
    userId: NotRequired[UserId | None]
    """The user of its token."""
    memberId: NotRequired[str | None]
    """The member of its token."""

ServerFrame: TypeAlias = """
    WelcomeFrame
    | UnsubscribedFrame
    | MessageFrame
    | LiveFrame
    | GapFrame
    | PresenceFrame
    | PresenceSyncFrame
    | CastFrame
    | ReauthFrame
    | PingFrame
    | PongFrame
    | ByeFrame
    | ErrorFrame
    | OkFrame
"""
"""A frame from the server to the client. More types may come; ignore those you do not know."""


class Simulation(TypedDict):
    """Parameters of the method `simulate`, which a platform has in development only: which fault it makes, so that a program can be seen to live with it.

    The answer has an empty object as its result, unless the fault loses it.
    """

    fault: Literal["drop", "stall", "expire_token", "lose_history", "change_epoch", "slow", "rate_limit"]
    """`drop`: the connection breaks without a word.

    `stall`: nothing reaches the client for a while, and what should have is lost. `expire_token`: the token ends now.
    `lose_history`: the messages of `channel` are forgotten. `change_epoch`: the log of `channel` begins anew. `slow`:
    the client counts as a slow consumer. `rate_limit`: no publish is taken for a while.
    """
    channel: NotRequired[str]
    """The channel, for `lose_history` and `change_epoch`."""
    ms: NotRequired[int]
    """For how long, for `stall` and `rate_limit`."""


class SubscribeFrame(TypedDict):
    """Receive the messages of a channel. The answer says from where, and whether what was missed is replayed wholly."""

    type: Literal["subscribe"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """
    token: NotRequired[str]
    """The authorisation for a private or presence channel, from `channels.authorize`."""
    since: NotRequired[Position]
    """Go on after this position.

    What lies between is replayed wholly, or not at all and reported. A channel token without `history` goes on only in
    the session, resumed or not, that heard the channel before that position; else a `gap` with reason
    `history_forbidden` says that it begins now.
    """
    rewind: NotRequired[ChannelRewind]
    """Without a position: older messages to replay first.

    A channel token must permit `history`, or the answer is `channel_forbidden`.
    """
    mode: NotRequired[Sequence[Literal["message", "presence"]]]
    """What to receive."""
    filter: NotRequired[SubscriptionFilter]
    policy: NotRequired[Literal["buffer", "latest"]]
    """
    When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest` skips to
    the newest message, and a `gap` with reason `conflated` before it says what was left out.
    """
    conflateMs: NotRequired[int]
    """Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says what was left out.

    0 means each.
    """
    returnMode: NotRequired[ReturnMode]
    """For `document:` channels: send the whole document, the difference, or both."""


class SubscribeOk(TypedDict):
    """The subscription holds. Missed messages follow with `replay`, then `live`."""

    type: Literal["ok"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """
    epoch: str
    """The life of the channel's log. Offsets of different epochs cannot be compared."""
    offset: int
    """The position at which the subscription begins."""
    recovered: Literal["yes", "no", "none"]
    """`yes`: everything after `since` is replayed.

    `no`: something is lost, a `gap` follows. `none`: nothing was asked for.
    """
    count: int
    """How many messages are replayed."""


class Subscription(TypedDict):
    """What to subscribe to, inside `hello`. It is answered by an `ok` or `error` of its own, after `welcome`."""

    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """
    token: NotRequired[str]
    """The authorisation for a private or presence channel, from `channels.authorize`."""
    since: NotRequired[Position]
    """Go on after this position.

    What lies between is replayed wholly, or not at all and reported. A channel token without `history` goes on only in
    the session, resumed or not, that heard the channel before that position; else a `gap` with reason
    `history_forbidden` says that it begins now.
    """
    rewind: NotRequired[ChannelRewind]
    """Without a position: older messages to replay first.

    A channel token must permit `history`, or the answer is `channel_forbidden`.
    """
    mode: NotRequired[Sequence[Literal["message", "presence"]]]
    """What to receive."""
    filter: NotRequired[SubscriptionFilter]
    policy: NotRequired[Literal["buffer", "latest"]]
    """
    When the client reads too slowly: `buffer` closes the connection so that it resumes without loss, `latest` skips to
    the newest message, and a `gap` with reason `conflated` before it says what was left out.
    """
    conflateMs: NotRequired[int]
    """Send at most one message in so many milliseconds, the newest; a `gap` with reason `conflated` before it says what was left out.

    0 means each.
    """
    returnMode: NotRequired[ReturnMode]
    """For `document:` channels: send the whole document, the difference, or both."""

SubscriptionFilter: TypeAlias = """
    WatchFilter
    | Filter
"""
"""Only messages that this selects, by paths such as `event`, `tags.lang`, `data.campusId`.

On `watch:tunnels` it may be one filter for each kind of resource.
"""

Timestamp: TypeAlias = "str"
"""A point in time, RFC 3339, in UTC with milliseconds."""


class UnsubscribeFrame(TypedDict):
    """Stop receiving the messages of a channel."""

    type: Literal["unsubscribe"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """


class UnsubscribedFrame(TypedDict):
    """The server ended a subscription, or refuses to restore it."""

    type: Literal["unsubscribed"]
    """Tells this frame."""
    channel: str
    """The name of the channel."""
    subscription: NotRequired[int]
    """Tells several subscriptions of one connection to the same channel apart, such as two filters of a topic.

    The client chooses it; frames of a subscription without a number carry none.
    """
    code: ErrorCode
    message: str
    """What happened and what to do, for people."""
    retryable: bool
    """Whether trying again later may succeed."""

UserId: TypeAlias = "str"
"""The id of a user, as the project's own backend names it; the `sub` of the tokens."""

Version: TypeAlias = "int"
"""The version of the resource: 1 when it is created, one more with every change.

The `ETag` is this number in quotes.
"""


class WatchFilter(TypedDict):
    """Which tunnels and which clients a watch shows, at its beginning and as they change.

    What is left out shows all.
    """

    tunnels: NotRequired[Filter]
    """Only tunnels that this selects."""
    clients: NotRequired[Filter]
    """Only tunnel clients that this selects."""


class WelcomeFrame(TypedDict):
    """The answer to `hello`: the connection is accepted, and these are the server's numbers."""

    type: Literal["welcome"]
    """Tells this frame."""
    id: int
    """The number of this request on this connection, from 1. The answer carries the same."""
    connection: ConnectionId
    session: str
    """The key to resume this session. A secret."""
    user: str | None
    """The user of the token; `null` if it speaks for its application."""
    inbox: Inbox | None
    """Where the user's own channel goes on; `null` if the token names no user."""
    pingMs: int
    """The server pings after so long without traffic towards the client."""
    pongWaitMs: int
    """After `pingMs` and so much more without any frame the client takes the connection for dead."""
    tokenTtlMs: int | None
    """How long the token is still valid; `null` if it does not expire."""
    resumed: bool
    """Whether the session was taken up again."""
    windowMs: int
    """How long after a disconnect a session can be resumed."""
    limits: ConnectionLimits
    retry: RetryHint
    node: NotRequired[str]
    """The server that holds the connection, for support."""
    now: int
    """The server's clock, in milliseconds since 1970."""
