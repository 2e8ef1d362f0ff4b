"""The protocol of docs/scenarios.md: JSON lines in, JSON lines out, values as the runner compares them."""

from __future__ import annotations

import json
import math
import sys
import threading
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from parlance_runtime import ParlanceError
from parlance_runtime.realtime import (
    BackoffOptions,
    ChannelGap,
    ChannelMessage,
    Published,
    QueueOptions,
    RealtimeError,
    SessionError,
)
from parlance_runtime.realtime.cbor import CBOR_CODEC
from parlance_runtime.realtime.transports.sse import sse

FEATURES = (
    "connect",
    "reconnect",
    "heartbeat",
    "tokens",
    "disconnect",
    "close",
    "subscribe",
    "resume",
    "gaps",
    "rewind",
    "history",
    "filters",
    "conflation",
    "batch",
    "publish",
    "queue",
    "requests",
    "presence",
    "private-channels",
    "direct-messages",
    "documents",
    "forward-compatibility",
    "cbor",
    "sse",
    "calls",
    "parameters",
    "retries",
    "pages",
    "streams",
    "credentials",
    "hooks",
    "fidelity",
    "validation",
    "webhooks",
    "sockets",
    "testing",
)


class Unavailable(Exception):
    """The runner gives no token."""

    def __init__(self, *, final: bool) -> None:
        super().__init__("The backend gives no token.")
        self.retryable = not final


_writing = threading.Lock()


def write(line: Mapping[str, Any]) -> None:
    """Writes a line, whole, from any thread."""
    text = json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n"
    with _writing:
        sys.stdout.write(text)
        sys.stdout.flush()


def tell(client: str, event: str, **members: Any) -> None:
    """Writes an event of a client."""
    write({"event": event, "client": client, **members})


def realtime_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of `create` as a client takes them."""
    made: dict[str, Any] = {}
    if "timeoutMs" in options:
        made["timeout"] = seconds(options["timeoutMs"])
    if "queue" in options:
        made["queue"] = QueueOptions(**options["queue"])
    if "backoff" in options:
        backoff = options["backoff"]
        times = {name: backoff[f"{name}Ms"] / 1000 for name in ("min", "max") if f"{name}Ms" in backoff}
        made["backoff"] = BackoffOptions(**times, attempts=backoff.get("attempts"))
    if options.get("transport") == "sse":
        made["transport"] = sse()
    if options.get("codec") == "cbor":
        made["codec"] = CBOR_CODEC
    return made


_DELIVERY = {"since": "since", "rewind": "rewind", "filter": "filter", "policy": "policy", "returnMode": "return_mode"}
_PUBLISH = {"publishId": "publish_id", "tags": "tags", "ttlSeconds": "ttl_seconds"}


def delivery_options(options: Mapping[str, Any] | None) -> dict[str, Any]:
    """The options of `subscribe`."""
    given = options or {}
    made = {name: given[key] for key, name in _DELIVERY.items() if key in given}
    return {**made, **({"conflate": given["conflateMs"] / 1000} if "conflateMs" in given else {})}


def publish_options(options: Mapping[str, Any] | None) -> dict[str, Any]:
    """The options of `publish`."""
    given = options or {}
    return {**{name: given[key] for key, name in _PUBLISH.items() if key in given}, **timeout(given)}


def timeout(options: Mapping[str, Any] | None) -> dict[str, Any]:
    """How long a request may take."""
    return {"timeout": seconds(options["timeoutMs"])} if options and "timeoutMs" in options else {}


def seconds(milliseconds: float | bool) -> float:
    """A time limit; `False`: there is none."""
    return math.inf if milliseconds is False else milliseconds / 1000


def history_options(command: Mapping[str, Any]) -> dict[str, Any]:
    """The options of `history`."""
    names = {"from": "since", "order": "order", "pageSize": "page_size"}
    return {name: command[key] for key, name in names.items() if key in command}


def message_json(item: ChannelMessage[Any] | ChannelGap) -> dict[str, Any]:
    """A message or a gap."""
    if isinstance(item, ChannelGap):
        return {"type": "gap", "channel": item.channel, "from": item.since, "to": item.to, "reason": item.reason}
    members = {
        "type": "message",
        "channel": item.channel,
        "event": item.event,
        "data": item.data,
        "id": item.id,
        "epoch": item.epoch,
        "offset": item.offset,
        "publishedAt": None if item.published_at is None else round(item.published_at * 1000),
        "from": item.sender,
        "tags": dict(item.tags),
        "publishId": item.publish_id,
        "replay": item.replay,
    }
    return {name: member for name, member in members.items() if member is not None or name == "data"}


def published_json(published: Published) -> dict[str, Any]:
    """What a publish came to."""
    return {
        "epoch": published.epoch,
        "offset": published.offset,
        "messageId": published.message_id,
        "duplicate": published.duplicate,
    }


def unknown_json(value: Mapping[str, Any] | ChannelMessage[Any]) -> Mapping[str, Any]:
    """A frame, or a message with an event that is not known."""
    return message_json(value) if isinstance(value, ChannelMessage) else value


def state_json(state: Any) -> dict[str, Any]:
    """A state of a connection or of a subscription: its members in the letter case of the wire."""
    assert is_dataclass(state)
    members = {field.name: getattr(state, field.name) for field in fields(state)}
    made: dict[str, Any] = {}
    for name, member in members.items():
        if isinstance(member, SessionError):
            made["error"] = error_json(RealtimeError(member))
        elif name != "error":
            made["retryAt" if name == "retry_at" else name] = member
    return made


def error_json(error: BaseException) -> dict[str, Any]:
    """An error."""
    if not isinstance(error, ParlanceError):
        return {"code": "failed", "message": f"{type(error).__name__}: {error}"}
    made: dict[str, Any] = {"code": error.code, "message": error.message, "retryable": error.retryable}
    if isinstance(error, RealtimeError):
        if error.retry_after is not None:
            made["afterMs"] = error.retry_after * 1000
        if error.close_code is not None:
            made["closeCode"] = error.close_code
    if error.__cause__ is not None:
        made["cause"] = str(error.__cause__)
    return made
