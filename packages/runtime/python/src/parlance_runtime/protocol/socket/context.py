"""What the concerns of one socket share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.socket.effect import SendMessage, SocketEffect
from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.pointer import with_value_at

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_descriptor import MessageTemplate, SocketDescriptor
    from parlance_runtime.protocol.socket.socket_options import SocketMachineOptions


class SocketContext:
    """What the concerns of one socket share: the time of this call, its effects, and the connection in use."""

    __slots__ = ("connection", "descriptor", "effects", "now", "options")

    def __init__(self, descriptor: SocketDescriptor, options: SocketMachineOptions) -> None:
        self.descriptor = descriptor
        self.options = options
        self.now = 0.0
        self.effects: list[SocketEffect] = []
        """What this call asks of the driver. A new list each time, which the driver may keep."""
        self.connection: int | None = None
        """The number of the one connection; `None` while nothing can be sent."""

    def emit(self, effect: SocketEffect) -> None:
        """Asks something of the driver."""
        self.effects.append(effect)

    def send(self, message: Message) -> None:
        """Sends a message, or drops it while there is no connection."""
        if self.connection is not None:
            self.emit(SendMessage(self.connection, message))

    def between(self, low: float, high: float) -> float:
        """A number between the bounds."""
        return low + (high - low) * self.options.random()


def filled(template: MessageTemplate, pointer: str, value: object) -> Message:
    """A message of the document's with a value in it."""
    return Message(template["name"], with_value_at(template["payload"], pointer, value))
