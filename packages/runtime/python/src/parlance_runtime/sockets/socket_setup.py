"""One socket of a document as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor


@dataclass(frozen=True)
class SocketSetup:
    """One socket of a document as data; generated code is made of these."""

    descriptor: SocketDescriptor
    """Where it is, how its messages are told, what is sent, what the document's extensions switch on."""
    payloads: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The type that the payload of each message is decoded to. What does not fit stays as it came."""
