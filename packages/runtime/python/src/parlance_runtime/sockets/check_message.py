"""Messages that may not be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.errors.runtime_errors import ConfigurationError

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_descriptor import SocketDescriptor


def check_message(name: str, descriptor: SocketDescriptor, *, reply: bool) -> None:
    """Raises `ConfigurationError` for a message that may not be sent, with the names of those that may.

    `reply`: it must be one that is answered too, or its answer would be waited for in vain.
    """
    sends = descriptor["sends"]
    names = [each for each, message in sends.items() if not reply or message.get("replies")]
    if name in names:
        return
    verb = "requested" if reply else "sent"
    there_are = f"those that may are {', '.join(sorted(names))}" if names else "none may"
    raise ConfigurationError(f"No message {name!r} may be {verb} on {descriptor['id']}; {there_are}")
