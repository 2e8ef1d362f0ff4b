"""Takes a frame of the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from parlance_runtime.protocol.session.errors import error_of
from parlance_runtime.protocol.session.loss import loss_by_frame
from parlance_runtime.protocol.session.session_event import (
    CastReceived,
    DirectReceived,
    ErrorOccurred,
    UnknownReceived,
)

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import (
        ErrorFrame,
        GapFrame,
        LiveFrame,
        MessageFrame,
        PongFrame,
        ServerFrame,
    )
    from parlance_runtime.protocol.session.machine import Machine
    from parlance_runtime.protocol.session.track import Track


def receive(machine: Machine, frame: ServerFrame) -> None:
    """Takes a frame of the server."""
    machine.connecting.heartbeat.heard()
    match frame["type"]:
        case "message":
            _message(machine, frame)
        case "ok" | "pong":
            machine.requests.answered(frame)
        case "error":
            _refuse(machine, frame)
        case "live":
            _live(machine, frame)
        case "gap":
            _gap(machine, frame)
        case "unsubscribed":
            machine.subscriptions.withdrawn(frame)
        case "welcome":
            machine.connecting.welcomed(frame)
        case "ping":
            machine.context.send(cast("PongFrame", {**frame, "type": "pong"}))
        case "cast":
            machine.context.emit(CastReceived(frame))
        case "reauth":
            machine.token.refresh()
        case "bye":
            machine.connecting.lose(loss_by_frame(frame))
        case _:
            _other(machine, frame)


def _track_of(machine: Machine, frame: MessageFrame | GapFrame) -> Track | None:
    """Where a message belongs: to a subscription, or to the user's own channel."""
    channel = frame["channel"]
    subscription = machine.subscriptions.by_address.get(frame.get("subscription", channel))
    if subscription is not None:
        return subscription
    return machine.inbox if machine.inbox is not None and machine.inbox.channel == channel else None


def _message(machine: Machine, frame: MessageFrame) -> None:
    track = _track_of(machine, frame)
    if track is not None:
        track.message(frame)
    elif "offset" not in frame:
        machine.context.emit(DirectReceived(frame))


def _gap(machine: Machine, frame: GapFrame) -> None:
    track = _track_of(machine, frame)
    if track is not None:
        track.gap(frame)


def _live(machine: Machine, frame: LiveFrame) -> None:
    subscription = machine.subscriptions.by_address.get(frame.get("subscription", frame["channel"]))
    if subscription is not None:
        subscription.live()


def _refuse(machine: Machine, frame: ErrorFrame) -> None:
    """Before `welcome` an error refuses `hello`; afterwards it answers a request, or nobody asked."""
    if not machine.connecting.connected:
        machine.connecting.lose(loss_by_frame(frame))
    elif not machine.requests.answered(frame) and "id" not in frame:
        machine.context.emit(ErrorOccurred(error_of(frame)))


def _other(machine: Machine, frame: ServerFrame) -> None:
    """A frame of a part, or of a type that this version does not know."""
    for part in machine.parts.values():
        if part.received(frame):
            return
    machine.context.emit(UnknownReceived(cast("Mapping[str, Any]", frame)))
