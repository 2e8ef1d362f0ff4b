"""Does what the application wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parlance_runtime.protocol.frames.codes_gen import CLOSED
from parlance_runtime.protocol.session import command as commands
from parlance_runtime.protocol.session.connection_state import FailedState
from parlance_runtime.protocol.session.session_event import Failed, Settled, SubscriptionChanged
from parlance_runtime.protocol.session.subscription_state import UnsubscribedState

if TYPE_CHECKING:
    from parlance_runtime.protocol.frames.frames_gen import CastFrame
    from parlance_runtime.protocol.session.machine import Machine
    from parlance_runtime.protocol.session.session_event import Outcome


def obey(machine: Machine, command: commands.Command) -> None:
    """Does what the application wants, or puts it where it waits."""
    match command:
        case commands.Ask():
            _ask(machine, command)
        case commands.Subscribe():
            machine.subscriptions.subscribe(command)
        case commands.Unsubscribe(subscription):
            machine.subscriptions.unsubscribe(subscription)
        case commands.Cast():
            _cast(machine, command)
        case commands.Cancel(request):
            machine.requests.cancel(request)
        case commands.Hold(channel):
            machine.requests.hold(channel, 1)
        case commands.LetGo(channel):
            machine.requests.hold(channel, -1)
        case commands.Connect():
            machine.connecting.connect()
        case commands.Disconnect():
            machine.connecting.disconnect()
        case commands.Close():
            machine.connecting.close()


def refuse_after_end(machine: Machine, command: commands.Command) -> None:
    """The session is over: says so to whoever still asks."""
    state = machine.connecting.state
    error = state.error if isinstance(state, FailedState) else CLOSED
    match command:
        case commands.Subscribe(subscription):
            machine.context.emit(SubscriptionChanged(subscription, UnsubscribedState(error)))
        case commands.Ask(request):
            machine.context.emit(Settled(request, Failed(error)))
        case _:
            pass


def _cast(machine: Machine, command: commands.Cast) -> None:
    if machine.connecting.connected:
        frame: CastFrame = {"type": "cast", "method": command.method}
        if command.params is not None:
            frame["params"] = command.params
        machine.context.send(frame)


def _ask(machine: Machine, command: commands.Ask) -> None:
    """A publish has a name by which the server knows it again when it comes twice."""
    context, body = machine.context, command.body
    if body["type"] == "publish":
        machine.publishes += 1
        body = {"publishId": f"{context.options.instance}:{machine.publishes}", **body}

    def settle(outcome: Outcome) -> None:
        for part in machine.parts.values():
            part.settled(body, outcome)
        context.emit(Settled(command.request, outcome))

    for part in machine.parts.values():
        part.asked(body)
    machine.requests.add(command, body, settle)
