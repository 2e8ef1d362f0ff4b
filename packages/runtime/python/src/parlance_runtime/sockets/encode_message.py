"""A message as it travels."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.realtime.realtime_error import RealtimeError
from parlance_runtime.realtime.sendable import sendable

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.message import Message
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor

_SURROGATES = re.compile("[\ud800-\udfff]")


def plain_payload(name: str, payload: object, descriptor: SocketDescriptor) -> object:
    """A payload as plain JSON, text or bytes, as the document says by its content type.

    Raises a `RealtimeError` (`invalid_request`) for what cannot travel so.
    """
    codec = descriptor["sends"].get(name, {}).get("codec")
    if codec is None:
        return sendable(payload, ".payload")
    if codec == "text":
        return str(payload)
    if isinstance(payload, bytes | bytearray):
        return bytes(payload)
    message = f"The payload of {name} is of type {type(payload).__name__}. Send bytes"
    raise RealtimeError(SessionError("invalid_request", message, retryable=False))


def encode_message(message: Message, descriptor: SocketDescriptor) -> str | bytes:
    """A message as it travels: JSON, text or bytes."""
    codec = descriptor["sends"].get(message.name, {}).get("codec")
    if codec == "bytes" and isinstance(message.payload, bytes):
        return message.payload
    if codec == "text":
        return _SURROGATES.sub("\ufffd", str(message.payload))
    text = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair can only travel escaped.
    return json.dumps(message.payload, separators=(",", ":")) if _SURROGATES.search(text) else text
