"""Options of a client as its machines take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from parlance_runtime.protocol.socket.socket_options import SocketMachineOptions
from parlance_runtime.realtime.check_option import check_kind, check_number
from parlance_runtime.realtime.sendable import sendable
from parlance_runtime.sockets.socket_options import HeartbeatOptions, SocketBackoff, SocketQueue

if TYPE_CHECKING:
    from parlance_runtime.protocol.socket.socket_descriptor import HeartbeatRule
    from parlance_runtime.sockets.socket_options import SharedSocketsOptions


def machine_options(options: SharedSocketsOptions, random: Callable[[], float]) -> SocketMachineOptions:
    """Options of a client as its machines take them: in milliseconds, without what is theirs alone.

    Raises `TypeError` for one that is of another class, such as a dict, and `ConfigurationError` for a number that is
    not above 0.
    """
    check_kind("backoff", options.get("backoff"), SocketBackoff)
    check_kind("queue", options.get("queue"), SocketQueue)
    backoff = options.get("backoff", SocketBackoff())
    queue = options.get("queue", SocketQueue())
    check_number("backoff.min", backoff.min)
    check_number("backoff.max", backoff.max)
    check_number("queue.messages", queue.messages)
    check_number("queue.bytes", queue.bytes)
    return SocketMachineOptions(
        random=random,
        retry={"minMs": round(backoff.min * 1000), "maxMs": round(backoff.max * 1000)},
        queue_messages=queue.messages,
        queue_bytes=queue.bytes,
        heartbeat=_rule_of(options.get("heartbeat")),
    )


def _rule_of(heartbeat: HeartbeatOptions | Literal[False] | None) -> HeartbeatRule | Literal[False] | None:
    if heartbeat is None or heartbeat is False:
        return heartbeat
    check_kind("heartbeat", heartbeat, HeartbeatOptions)
    check_number("heartbeat.interval", heartbeat.interval)
    check_number("heartbeat.timeout", heartbeat.timeout)
    rule: HeartbeatRule = {"intervalMs": heartbeat.interval * 1000, "timeoutMs": heartbeat.timeout * 1000}
    if heartbeat.message is not None:
        name, payload = heartbeat.message
        rule["message"] = {"name": name, "payload": sendable(payload, ".heartbeat")}
    return rule
