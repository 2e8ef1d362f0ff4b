"""What a document says of a socket that does not speak the Parlance protocol; generated constants have these types.

They are plain JSON, the same in every language, so their members are spelled as there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from typing_extensions import NotRequired, Required, TypedDict

SocketCodec: TypeAlias = Literal["text", "bytes"]
"""How a payload travels; absent: as JSON."""


class ServerRule(TypedDict):
    """URL template of the server, and the defaults of its variables."""

    url: str
    variables: NotRequired[Mapping[str, str]]


SocketParameter = TypedDict(
    "SocketParameter",
    {
        "key": Required[str],
        # On the wire; absent: the key.
        "name": str,
        "in": Required[Literal["path", "query", "header"]],
        "required": bool,
        "default": str,
    },
    total=False,
)
"""What fills the address, its query or a header."""

MessageRule = TypedDict(
    "MessageRule",
    {
        "name": Required[str],
        "codec": SocketCodec,
        # JSON type: `object`, `array`, `string`, `number`, `boolean` or `null`.
        "type": str,
        # Pointer to the value that stands there.
        "is": Mapping[str, object],
        # Pointers of what must be there.
        "has": Sequence[str],
    },
    total=False,
)
"""A message and what a payload must be to be told as it. Pointers are JSON pointers (RFC 6901)."""


class Correlation(TypedDict):
    """Where the id stands by which an answer is told, in what is sent and in each answer."""

    pointer: str
    type: Literal["integer", "string"]
    answers: Mapping[str, str]


class SentMessage(TypedDict, total=False):
    """A message that may be sent."""

    codec: SocketCodec
    replies: Sequence[str]
    """Names of the messages that answer it."""
    correlation: Correlation


class MessageTemplate(TypedDict):
    """A message with what of its payload is known beforehand."""

    name: str
    payload: object


class HeartbeatRule(TypedDict):
    """How the connection is seen to be alive."""

    intervalMs: float
    """Milliseconds between two signs of life of ours."""
    timeoutMs: float
    """Milliseconds without any message of the server's, after one of ours, that mean that the connection is dead."""
    message: NotRequired[MessageTemplate]
    """What is sent; absent: pings of the WebSocket protocol."""


class RefreshRule(TypedDict):
    """How a new token is sent before the old one ends."""

    message: MessageTemplate
    pointer: str
    beforeMs: float


TokenRule = TypedDict(
    "TokenRule",
    {
        "in": Required[Literal["query", "header", "message"]],
        # Of the query parameter or header.
        "name": str,
        # In a header it stands behind `Bearer`, unless it is plain.
        "plain": bool,
        # What is sent first, and where in it the token stands.
        "message": MessageTemplate,
        "pointer": str,
        "refresh": RefreshRule,
    },
    total=False,
)
"""Where the token goes."""


class SubscriptionRule(TypedDict):
    """How subscriptions are asked for and told apart."""

    subscribe: str
    """Name of the message that subscribes."""
    unsubscribe: NotRequired[MessageTemplate]
    key: str
    """Pointer of the key in both."""
    of: str
    """Pointer of the key in messages that come."""


class ResumeRule(TypedDict):
    """How a connection goes on where the last one was: by a `query` parameter, or by a `message` and its `pointer`."""

    position: str
    query: NotRequired[str]
    message: NotRequired[MessageTemplate]
    pointer: NotRequired[str]


class SentAcknowledgement(TypedDict):
    """Messages of ours, by the server's `answer`: `id` points into ours, `of` into the answer."""

    messages: Sequence[str]
    id: str
    type: Literal["integer", "string"]
    answer: str
    of: str


class ReceivedAcknowledgement(TypedDict):
    """Messages of the server's, by our `answer`: `id` points into the server's, `of` into the answer."""

    messages: Sequence[str]
    id: str
    answer: MessageTemplate
    of: str


class AcknowledgementRule(TypedDict, total=False):
    """Who acknowledges what."""

    send: SentAcknowledgement
    receive: ReceivedAcknowledgement


class CloseRule(TypedDict):
    """The document's own close codes after which nobody tries again."""

    final: Sequence[int]


class SocketDescriptor(TypedDict):
    """What a document says of a socket; a generated constant."""

    id: str
    """Name of the channel, or of the address that several share."""
    server: NotRequired[ServerRule]
    """Absent: the application has to say it."""
    address: str
    """Template of the address, with the keys of parameters in braces."""
    parameters: NotRequired[Sequence[SocketParameter]]
    receives: Sequence[MessageRule]
    """How messages that come are told: the first rule that holds."""
    sends: Mapping[str, SentMessage]
    """What may be sent, by name."""
    heartbeat: NotRequired[HeartbeatRule]
    token: NotRequired[TokenRule]
    subscription: NotRequired[SubscriptionRule]
    resume: NotRequired[ResumeRule]
    acknowledgement: NotRequired[AcknowledgementRule]
    close: NotRequired[CloseRule]
