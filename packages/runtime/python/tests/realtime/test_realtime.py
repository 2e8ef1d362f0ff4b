"""The client for programs without asyncio: the same, on a thread of its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from parlance_runtime import TimeoutError as TimeoutFailure
from parlance_runtime.realtime import (
    AuthorizeRequest,
    ChannelGap,
    ChannelMessage,
    ClosedError,
    DocumentState,
    Realtime,
    RealtimeError,
)
from parlance_runtime.testing import MemoryTransport

URL = "wss://platform.test/v1/socket"


@pytest.fixture
def server() -> MemoryTransport:
    return MemoryTransport(echo=True, methods={"documents.get": lambda _: {"revision": 1, "data": {"n": 1}}})


@pytest.fixture
def realtime(server: MemoryTransport) -> Iterator[Realtime]:
    before = threading.active_count()
    with Realtime(URL, transport=server, token=lambda: "mine") as made:
        yield made
    made.close()
    assert threading.active_count() == before


def test_messages_are_handed_over_on_the_clients_thread(realtime: Realtime) -> None:
    received = threading.Event()
    threads: list[str] = []

    def handle(message: ChannelMessage[Any]) -> None:
        threads.append(threading.current_thread().name)
        received.set()

    subscription = realtime.channel("chat").subscribe(handle)
    assert subscription.ready(timeout=10).recovered == "none"
    assert realtime.channel("chat").publish("said", {"n": 1}).offset == 1
    assert received.wait(10)
    assert threads == ["parlance-realtime"]
    subscription.unsubscribe()
    assert (subscription.state.status, subscription.channel) == ("unsubscribed", "chat")


def test_messages_are_iterated(realtime: Realtime, server: MemoryTransport) -> None:
    channel = realtime.channel("chat")
    read: list[object] = []

    def reader() -> None:
        for item in channel.messages():
            if isinstance(item, ChannelMessage):
                read.append(item.data)
            if len(read) == 3:
                break

    thread = threading.Thread(target=reader)
    thread.start()
    realtime.channel("chat").subscribe(lambda _: None).ready(timeout=10)
    futures = [channel.publish_nowait("said", n) for n in range(3)]
    assert [future.result(10).offset for future in futures] == [1, 2, 3]
    thread.join(10)
    assert read == [0, 1, 2]


def test_a_method_that_waits_is_refused_in_a_handler(realtime: Realtime) -> None:
    failures: list[BaseException | None] = []
    told = threading.Event()

    def fail(error: Exception) -> None:
        failures.append(error.__cause__)
        told.set()

    realtime.on("error", fail)
    channel = realtime.channel("chat")
    channel.subscribe(lambda _: channel.publish("said", 2)).ready(timeout=10)
    channel.publish("said", 1)
    assert told.wait(10)
    assert isinstance(failures[0], RuntimeError)


def test_requests_presence_history_and_documents(realtime: Realtime) -> None:
    assert realtime.request("rooms.get") is None
    realtime.cast("streams.offer")
    assert realtime.ping() >= 0
    assert list(realtime.channel("chat").history()) == []
    presence = realtime.channel("chat").presence()
    presence.enter({"typing": False})
    presence.update({"typing": True})
    presence.leave()
    assert (list(presence.members), presence.synced) == ([], False)
    presence.close()
    watch = realtime.watch_document("exams", "e1")
    assert watch.ready(timeout=10) == watch.state == DocumentState(1, {"n": 1})
    watch.close()


def test_states_are_told_and_a_disconnected_client_connects_again(realtime: Realtime) -> None:
    states: list[str] = []
    stop = realtime.on("state", lambda state: states.append(state.status))
    realtime.connect(timeout=10)
    realtime.disconnect()
    assert realtime.state.status == "idle"
    realtime.connect(timeout=10)
    stop()
    assert states == ["connecting", "connected", "idle", "connecting", "connected"]


def test_callbacks_may_block_and_what_they_raise_is_the_cause(server: MemoryTransport) -> None:
    class Refused(Exception):
        retryable = False

    def refuse(_: AuthorizeRequest) -> str:
        raise Refused

    with Realtime(URL, transport=server, authorize=refuse) as realtime:
        with pytest.raises(RealtimeError) as raised:
            realtime.channel("private-a").subscribe(print).ready(timeout=10)
        assert isinstance(raised.value.__cause__, Refused)


def test_close_ends_what_waits_in_other_threads() -> None:
    arrived = {"request": threading.Event(), "subscribe": threading.Event()}

    def hold_requests(frame: Mapping[str, Any], _: object) -> bool:
        if (event := arrived.get(frame["type"])) is not None:
            event.set()
        return frame["type"] == "request"

    realtime = Realtime(URL, transport=MemoryTransport(on_frame=hold_requests))
    realtime.connect(timeout=10)
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            realtime.request("rooms.get")
        except ClosedError as error:
            failures.append(error)

    threads = [threading.Thread(target=ask), threading.Thread(target=lambda: list(realtime.channel("a").messages()))]
    for thread in threads:
        thread.start()
    for event in arrived.values():
        assert event.wait(10)
    realtime.close()
    for thread in threads:
        thread.join(10)
    assert len(failures) == 1
    with pytest.raises(ClosedError):
        realtime.request("rooms.get")


def test_a_wait_can_be_bounded() -> None:
    with Realtime(URL, transport=MemoryTransport(on_frame=lambda frame, _: frame["type"] == "hello")) as realtime:
        with pytest.raises(TimeoutFailure):
            realtime.connect(timeout=0.01)
        assert realtime.state.status == "connecting"


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_is_told_that_it_needs_a_client_of_its_own() -> None:
    with Realtime(URL, transport=MemoryTransport()) as realtime:
        realtime.connect()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            signal.alarm(5)
            try:
                realtime.connect()
            except RuntimeError as error:
                os.write(writing, str(error).encode())
            os._exit(0)
        os.waitpid(child, 0)
        os.close(writing)
        with os.fdopen(reading) as told:
            assert "forked" in told.read()


def test_a_gap_that_a_subscription_does_not_take_is_told_by_the_client(
    realtime: Realtime, server: MemoryTransport
) -> None:
    gaps: list[ChannelGap] = []
    told = threading.Event()
    realtime.on("gap", lambda gap: (gaps.append(gap), told.set()))
    realtime.channel("chat").subscribe(print).ready(timeout=10)
    position = {"epoch": "memory02", "offset": 0}
    gap = {"type": "gap", "channel": "chat", "from": position, "to": position, "reason": "epoch_changed"}
    realtime._loop.call(lambda: server.connection.push(gap))  # pyright: ignore[reportPrivateUsage]
    assert told.wait(10)
    assert [gap.reason for gap in gaps] == ["epoch_changed"]
