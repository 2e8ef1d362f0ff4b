"""The vectors of `specs/vectors` that sockets of others are held to."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from parlance_runtime.protocol.session.session_error import SessionError
from parlance_runtime.protocol.socket import command as commands
from parlance_runtime.protocol.socket import effect as effects
from parlance_runtime.protocol.socket import input as inputs
from parlance_runtime.protocol.socket.machine import SocketMachine
from parlance_runtime.protocol.socket.message import Message
from parlance_runtime.protocol.socket.recognise import recognise
from parlance_runtime.protocol.socket.socket_address import socket_address
from parlance_runtime.protocol.socket.socket_options import SocketMachineOptions

VECTORS = Path(__file__).parents[5] / "specs/vectors"

COMMANDS: dict[str, Any] = {
    "connect": commands.Connect,
    "send": commands.Send,
    "cancel": commands.Cancel,
    "subscribe": commands.Subscribe,
    "unsubscribe": commands.Unsubscribe,
    "acknowledge": commands.Acknowledge,
    "close": commands.Close,
}
INPUTS: dict[str, Any] = {
    "opened": inputs.Opened,
    "closed": inputs.Closed,
    "message": inputs.MessageCame,
    "pong": inputs.Pong,
    "restored": inputs.Restored,
    "restoreFailed": inputs.RestoreFailed,
    "token": inputs.TokenFetched,
    "tokenFailed": inputs.TokenFailed,
}
EFFECTS: dict[Any, str] = {
    effects.Open: "open",
    effects.SendMessage: "send",
    effects.Ping: "ping",
    effects.CloseConnection: "close",
    effects.Restore: "restore",
    effects.FetchToken: "fetchToken",
    effects.Wake: "wake",
    effects.Deliver: "message",
    effects.Settle: "settle",
    effects.StateChanged: "state",
}


def vectors(file: str, member: str) -> list[Any]:
    content = json.loads((VECTORS / f"{file}.json").read_text())
    return [pytest.param(each, id=str(each["name"])) for each in content[member]]


def socket() -> dict[str, Any]:
    return json.loads((VECTORS / "sockets.json").read_text())["socket"]


def read(kinds: dict[str, Any], given: dict[str, Any]) -> Any:
    """A command or an input of the vectors."""
    members = {re.sub("[A-Z]", lambda each: f"_{each[0].lower()}", name): value for name, value in given.items()}
    kind = kinds[members.pop("type")]
    if "error" in members:
        members["error"] = SessionError(message="", **members["error"])
    if isinstance(members.get("message"), dict):
        members["message"] = Message(**members["message"])
    return kind(**members)


def written(value: Any) -> Any:
    """An effect as the vectors write it, with of errors what they compare."""
    if isinstance(value, SessionError):
        error = {"code": value.code, "retryable": value.retryable, "closeCode": value.close_code}
        return {name: member for name, member in error.items() if member is not None}
    if not is_dataclass(value):
        return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value
    kind = EFFECTS.get(type(value))
    members = {each.name: written(getattr(value, each.name)) for each in fields(value) if each.name != "text"}
    if members.get("acknowledge", 0) is None:
        del members["acknowledge"]
    return members if kind is None else {"type": kind, **members}


def options_of(given: dict[str, Any]) -> SocketMachineOptions:
    queue = {f"queue_{name}": most for name, most in given.get("queue", {}).items()}
    return SocketMachineOptions(
        random=lambda: 0.5, can_ping=given.get("canPing", False), heartbeat=given.get("heartbeat"), **queue
    )


@pytest.mark.parametrize("vector", vectors("sockets", "scenarios"))
def test_the_machine_of_a_socket(vector: dict[str, Any]) -> None:
    descriptor: Any = {**socket(), **vector["descriptor"]}
    machine = SocketMachine(descriptor, options_of(vector["options"]))
    for step in vector["steps"]:
        if "command" in step:
            told = machine.command(read(COMMANDS, step["command"]), step["now"])
        elif "input" in step:
            told = machine.input(read(INPUTS, step["input"]), step["now"])
        else:
            told = machine.tick(step["now"])
        assert [written(each) for each in told] == step["effects"]


@pytest.mark.parametrize("vector", vectors("socket-messages", "messages"))
def test_a_message_is_told_by_its_rules(vector: dict[str, Any]) -> None:
    data = vector["data"]
    message = recognise(vector["rules"], data["text"] if "text" in data else bytes.fromhex(data["bytes"]))
    assert message.name == ("unknown" if vector["is"] is None else vector["is"])


def test_the_payload_is_the_json_or_what_came() -> None:
    assert recognise([], '{"a":1}').payload == {"a": 1}
    assert recognise([], "{").payload == "{"
    assert recognise([], "NaN").payload == "NaN"
    assert recognise([], "[" * 100_000).payload == "[" * 100_000
    assert recognise([{"name": "t", "codec": "text"}], "7").payload == "7"


@pytest.mark.parametrize("vector", vectors("socket-addresses", "addresses"))
def test_where_a_socket_is_opened(vector: dict[str, Any]) -> None:
    descriptor: Any = {"id": "s", "receives": [], "sends": {}, **vector["socket"]}
    if "error" in vector:
        with pytest.raises(ValueError, match=f"`{vector['error']}`"):
            socket_address(descriptor, vector.get("values", {}), url=vector.get("given"))
        return
    found = socket_address(descriptor, vector.get("values", {}), url=vector.get("given"))
    assert found == (vector["url"], vector.get("headers", {}))
