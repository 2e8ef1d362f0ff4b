"""The client for asyncio, against a server in memory and a clock that stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
import pytest_asyncio

from parlance_runtime import ConfigurationError, Model, ParlanceError
from parlance_runtime.realtime import (
    AsyncRealtime,
    AuthorizeRequest,
    BackoffOptions,
    ChannelDescriptor,
    ChannelGap,
    ChannelMessage,
    ClosedError,
    DocumentState,
    Json,
    QueueOptions,
    RealtimeError,
)
from parlance_runtime.testing import MemoryTransport, VirtualClock

URL = "wss://platform.test/v1/socket"


async def settle() -> None:
    """Lets everything happen that waits for no clock."""
    for _ in range(20):
        await asyncio.sleep(0)


class Stage:
    """One client and its server."""

    def __init__(self, **options: Any) -> None:
        self.clock = VirtualClock()
        self.server: MemoryTransport = options.pop("transport", None) or MemoryTransport()
        self.realtime = AsyncRealtime(URL, transport=self.server, clock=self.clock, **options)
        self.errors: list[ParlanceError] = []
        self.realtime.on("error", self.errors.append)

    async def reconnect(self) -> None:
        """Breaks the connection, and waits until it is back."""
        self.server.connection.cut()
        self.clock.advance(1)
        await settle()


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    made = Stage()
    yield made
    await made.realtime.close()
    assert made.clock.pending == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}


def data_of(items: list[ChannelMessage[Any] | ChannelGap]) -> list[object]:
    return [item.data if isinstance(item, ChannelMessage) else "gap" for item in items]


async def test_messages_are_handed_over_in_order_and_over_reconnects(stage: Stage) -> None:
    received: list[ChannelMessage[Any]] = []
    subscription = stage.realtime.channel("chat").subscribe(received.append)
    assert (await subscription.ready()).position == {"epoch": "memory01", "offset": 0}
    stage.server.connection.publish("chat", "said", {"n": 1})
    await stage.reconnect()
    stage.server.connection.publish("chat", "said", {"n": 2})
    assert [(each.event, each.data, each.id) for each in received] == [
        ("said", {"n": 1}, "msg_memory01_1"),
        ("said", {"n": 2}, "msg_memory01_2"),
    ]
    assert subscription.position == {"epoch": "memory01", "offset": 2}
    assert stage.server.connection.frames_of("hello")[0]["subscriptions"][0]["since"]["offset"] == 1


async def test_after_unsubscribe_nothing_comes(stage: Stage) -> None:
    received: list[object] = []
    subscription = stage.realtime.channel("chat").subscribe(received.append)
    await subscription.ready()
    subscription.unsubscribe()
    stage.server.connection.publish("chat", "said", 1)
    assert (received, subscription.state.status) == ([], "unsubscribed")
    early = stage.realtime.channel("chat").subscribe(received.append)
    early.unsubscribe()
    with pytest.raises(RealtimeError) as raised:
        await early.ready()
    assert raised.value.code == "unsubscribed"


async def test_a_handler_for_each_event_and_one_that_is_a_coroutine_function(stage: Stage) -> None:
    said: list[object] = []

    async def on_said(data: object, message: ChannelMessage[Any]) -> None:
        await asyncio.sleep(0)
        said.append((data, message.event))

    await stage.realtime.channel("chat").subscribe({"said": on_said}).ready()
    stage.server.connection.publish("chat", "left", 1)
    stage.server.connection.publish("chat", "said", 2)
    await settle()
    assert said == [(2, "said")]


async def test_what_a_handler_raises_is_told_and_changes_nothing(stage: Stage) -> None:
    received: list[object] = []

    def handle(message: ChannelMessage[Any]) -> None:
        received.append(message.data)
        raise ValueError("mine")

    await stage.realtime.channel("chat").subscribe(handle).ready()
    stage.server.connection.publish("chat", "said", 1)
    stage.server.connection.publish("chat", "said", 2)
    assert received == [1, 2]
    assert [(error.code, str(error.__cause__)) for error in stage.errors] == [("handler_failed", "mine")] * 2


async def test_a_refusal_that_nobody_waits_for_is_told(stage: Stage) -> None:
    def refuse(frame: Any, connection: Any) -> bool:
        if frame["type"] == "subscribe":
            answer = {"code": "channel_forbidden", "message": "No.", "retryable": False}
            connection.push({"type": "error", "id": frame["id"], **answer})
        return bool(frame["type"] == "subscribe")

    own = Stage(transport=MemoryTransport(on_frame=refuse))
    subscription = own.realtime.channel("chat").subscribe(print)
    with pytest.raises(RealtimeError, match="No"):
        await subscription.ready()
    assert own.errors == []
    own.realtime.channel("chat").subscribe(print)
    await settle()
    assert [error.code for error in own.errors] == ["channel_forbidden"]
    with pytest.raises(RealtimeError):
        await anext(own.realtime.channel("chat").messages())
    await own.realtime.close()


async def test_iteration_ends_its_subscription_when_the_loop_is_left(stage: Stage) -> None:
    items: list[ChannelMessage[Any] | ChannelGap] = []

    async def read() -> None:
        async for item in stage.realtime.channel("chat").messages():
            items.append(item)
            if len(items) == 2:
                break

    task = asyncio.create_task(read())
    await settle()
    for n in (1, 2, 3):
        stage.server.connection.publish("chat", "said", n)
    await task
    await settle()
    assert data_of(items) == [1, 2]
    assert len(stage.server.connection.frames_of("unsubscribe")) == 1


async def test_a_slow_reader_is_waited_for_and_goes_on_where_it_was(stage: Stage) -> None:
    stream = stage.realtime.channel("chat").messages(buffer=2)
    first = asyncio.ensure_future(anext(stream))
    await settle()
    for n in range(1, 6):
        stage.server.connection.publish("chat", "said", n)
    await settle()
    assert data_of([await first, await anext(stream)]) == [1, 2]
    assert len(stage.server.connection.frames_of("unsubscribe")) == 1
    later = asyncio.ensure_future(anext(stream))
    await settle()
    last = stage.server.connection.frames_of("subscribe")[-1]
    assert last["since"]["offset"] == 2
    later.cancel()
    await asyncio.gather(later, return_exceptions=True)
    await stream.aclose()


async def test_a_reader_that_may_lose_the_oldest_is_told_so(stage: Stage) -> None:
    stream = stage.realtime.channel("chat").messages(buffer=2, overflow="drop-oldest")
    first = asyncio.ensure_future(anext(stream))
    await settle()
    for n in range(1, 6):
        stage.server.connection.publish("chat", "said", n)
    await settle()
    stage.server.connection.publish("chat", "said", 6)
    items = [await first, await anext(stream), await anext(stream)]
    assert data_of(items) == ["gap", 5, 6]
    assert isinstance(items[0], ChannelGap)
    assert (items[0].reason, items[0].to) == ("buffer_exceeded", {"epoch": "memory01", "offset": 4})
    await stream.aclose()


async def test_a_publish_is_acknowledged_and_sent_again_under_its_name(stage: Stage) -> None:
    channel = stage.realtime.channel("chat")
    published = await channel.publish("said", {"text": "Hello"}, tags={"lang": "en"}, ttl_seconds=60)
    assert (published.epoch, published.offset, published.duplicate) == ("memory01", 1, False)
    (frame,) = stage.server.connection.frames_of("publish")
    assert (frame["data"], frame["tags"], frame["ttlSeconds"]) == ({"text": "Hello"}, {"lang": "en"}, 60)
    stage.server.connection.cut()
    waiting = asyncio.ensure_future(channel.publish("said", 2, publish_id="mine"))
    await settle()
    stage.clock.advance(1)
    assert (await waiting).offset == 2
    assert stage.server.connection.frames_of("publish")[0]["publishId"] == "mine"


class Order(Model):
    amount: int


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"a": [1, float("nan")]}, "data.a.1 is nan"),
        ({"a": b"x"}, "data.a is bytes"),
        ({"a": object()}, "data.a is of type object"),
        ({1: 2}, "data has the key 1"),
    ],
)
async def test_what_json_cannot_hold_is_refused_before_anything_is_sent(stage: Stage, data: object, place: str) -> None:
    with pytest.raises(RealtimeError, match=place) as raised:
        await stage.realtime.channel("chat").publish("said", data)
    assert raised.value.code == "invalid_request"
    assert stage.server.connections == []


async def test_models_are_sent_by_their_wire_names_and_cycles_refused(stage: Stage) -> None:
    await stage.realtime.channel("chat").publish("paid", Order(amount=3))
    assert stage.server.connection.frames_of("publish")[0]["data"] == {"amount": 3}
    cycle: list[Any] = []
    cycle.append(cycle)
    with pytest.raises(RealtimeError, match=r"data\.0 is a cycle"):
        await stage.realtime.channel("chat").publish("paid", cycle)


async def test_a_cancelled_publish_is_given_up_and_a_late_one_is_unknown(stage: Stage) -> None:
    await stage.realtime.connect()
    own = Stage(transport=MemoryTransport(on_frame=lambda frame, _: frame["type"] == "publish"))
    await own.realtime.connect()
    task = asyncio.create_task(own.realtime.channel("chat").publish("said", 1))
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    late = asyncio.create_task(own.realtime.channel("chat").publish("said", 1, timeout=5))
    await settle()
    own.clock.advance(5)
    with pytest.raises(RealtimeError) as raised:
        await late
    assert raised.value.code == "outcome_unknown"
    await own.realtime.close()


async def test_a_queue_can_make_the_publisher_wait() -> None:
    queue = QueueOptions(messages=1, policy="block")
    stage = Stage(queue=queue)
    stage.server.refuse(1)
    channel = stage.realtime.channel("chat")
    tasks = [asyncio.create_task(channel.publish("said", n)) for n in range(3)]
    await settle()
    tasks[1].cancel()
    stage.clock.advance(1)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result).__name__ for result in results] == ["Published", "CancelledError", "Published"]
    assert [frame["data"] for frame in stage.server.connection.frames_of("publish")] == [0, 2]
    await stage.realtime.close()


async def test_requests_are_answered_refused_and_measured() -> None:
    def refuse(_: object) -> None:
        raise RealtimeError(error_of("not_found"))

    def room(params: Mapping[str, Any]) -> object:
        return {"id": params["room"]}

    methods = {"rooms.get": room, "rooms.lost": refuse}
    stage = Stage(transport=MemoryTransport(methods=methods))
    assert await stage.realtime.request("rooms.get", {"room": "a"}) == {"id": "a"}
    with pytest.raises(RealtimeError) as raised:
        await stage.realtime.request("rooms.lost")
    assert raised.value.code == "not_found"
    assert await stage.realtime.ping() == 0
    stage.realtime.cast("streams.offer", {"sdp": "x"})
    await settle()
    assert stage.server.connection.frames_of("cast")[0]["params"] == {"sdp": "x"}
    await stage.realtime.close()


def error_of(code: str) -> Any:
    from parlance_runtime.realtime import SessionError

    return SessionError(code, "No.", retryable=False)


async def test_history_is_read_page_by_page() -> None:
    def item(offset: int) -> dict[str, Any]:
        return {
            "id": f"msg_{offset}",
            "channel": "chat",
            "data": offset,
            "epoch": "e",
            "offset": offset,
            "publishedAt": "2026-01-01T00:00:00.500Z",
        }

    def pages(frame: Any, connection: Any) -> bool:
        if frame["type"] != "history":
            return False
        items, cursor = ([item(1), item(2)], "more") if "from" not in frame else ([item(3)], None)
        connection.push({"type": "ok", "id": frame["id"], "items": items, "cursor": cursor, "epoch": "e", "offset": 3})
        return True

    stage = Stage(transport=MemoryTransport(on_frame=pages))
    items = [message async for message in stage.realtime.channel("chat").history(order="asc", page_size=2)]
    assert [(each.data, each.replay, each.published_at) for each in items] == [
        (n, True, 1_767_225_600.5) for n in (1, 2, 3)
    ]
    assert stage.server.connection.frames_of("history")[1]["from"] == {"epoch": "e", "offset": 2}
    await stage.realtime.close()


async def test_data_is_decoded_by_its_event_and_what_does_not_fit_is_unknown(stage: Stage) -> None:
    orders = ChannelDescriptor[Order](id="orders", address="orders:{shop}", events={"paid": Order})
    received: list[Order] = []
    unknown: list[Any] = []
    stage.realtime.on("unknown", unknown.append)
    channel = stage.realtime.channel(orders, {"shop": "a"})
    assert channel.name == "orders:a"
    await channel.subscribe(lambda message: received.append(message.data)).ready()
    for event, data in (("paid", {"amount": 3}), ("paid", {"amount": "much"}), ("sold", 1)):
        stage.server.connection.publish("orders:a", event, data)
    assert received == [Order(amount=3)]
    assert [(each.event, each.data) for each in unknown] == [("paid", {"amount": "much"}), ("sold", 1)]
    with pytest.raises(ConfigurationError, match="shop"):
        stage.realtime.channel(orders)


async def test_where_publishers_bring_events_of_their_own_others_come_as_plain_json(stage: Stage) -> None:
    orders = ChannelDescriptor[Order | Json](id="orders", address="orders", events={"paid": Order}, open=True)
    received: list[Order | Json] = []
    unknown: list[Any] = []
    stage.realtime.on("unknown", unknown.append)
    await stage.realtime.channel(orders).subscribe(lambda message: received.append(message.data)).ready()
    for event, data in (("paid", {"amount": 3}), ("paid", {"amount": "much"}), ("sold", {"to": "A"})):
        stage.server.connection.publish("orders", event, data)
    assert received == [Order(amount=3), {"to": "A"}]
    assert [(each.event, each.data) for each in unknown] == [("paid", {"amount": "much"})]


async def test_a_private_channel_is_authorised_anew_and_held_meanwhile() -> None:
    asked: list[AuthorizeRequest] = []
    tokens = asyncio.Queue[str]()

    async def authorize(request: AuthorizeRequest) -> str:
        asked.append(request)
        return await tokens.get()

    stage = Stage(authorize=authorize)
    channel = stage.realtime.channel("private-a")
    subscription = channel.subscribe(print)
    await settle()
    publish = asyncio.create_task(channel.publish("said", 1))
    await settle()
    assert (len(asked), stage.server.connection.frames_of("publish")) == (1, [])
    tokens.put_nowait("token-1")
    await subscription.ready()
    await publish
    assert stage.server.connection.frames_of("subscribe")[0]["token"] == "token-1"
    await stage.realtime.close()


async def test_an_authorisation_that_is_refused_for_good_ends_the_subscription() -> None:
    class Refused(Exception):
        retryable = False

    def authorize(_: AuthorizeRequest) -> str:
        raise Refused

    stage = Stage(authorize=authorize)
    subscription = stage.realtime.channel("private-a").subscribe(print)
    with pytest.raises(RealtimeError) as raised:
        await subscription.ready()
    assert raised.value.code == "credentials_failed"
    assert isinstance(raised.value.__cause__, Refused)
    await stage.realtime.close()


async def test_presence_is_followed_and_entered() -> None:
    stage = Stage()
    presence = stage.realtime.channel("presence-a", authorize=lambda _: "t").presence()
    told: list[tuple[str, object]] = []
    for name in ("enter", "update", "leave"):
        presence.on(name, lambda member, name=name: told.append((name, member["id"])))
    presence.on("sync", lambda members: told.append(("sync", len(members))))
    await presence.enter({"typing": False})
    connection = stage.server.connection
    change = {"type": "presence", "channel": "presence-a"}
    connection.push({**change, "type": "presence_sync", "version": 1, "members": [{"id": "a"}], "cursor": ""})
    connection.push({**change, "version": 2, "event": "enter", "member": {"id": "b"}})
    connection.push({**change, "version": 3, "event": "leave", "member": {"id": "a"}})
    assert told == [("sync", 1), ("enter", "b"), ("leave", "a")]
    assert ([member["id"] for member in presence.members], presence.synced) == (["b"], True)
    connection.cut()
    assert not presence.synced
    presence.close()
    await stage.realtime.close()


async def test_a_document_is_read_and_its_changes_applied() -> None:
    reads = 0

    def read(_: object) -> object:
        nonlocal reads
        reads += 1
        return {"revision": reads * 5, "data": {"n": reads}}

    stage = Stage(transport=MemoryTransport(methods={"documents.get": read}))
    states: list[DocumentState] = []
    watch = stage.realtime.watch_document("exams", "e1", on_state=lambda state, _: states.append(state))
    assert await watch.ready() == DocumentState(5, {"n": 1})

    def change(revision: int, previous: int, value: int) -> None:
        diff = [{"op": "replace", "path": "/n", "value": value}]
        members = {"revision": revision, "previousRevision": previous, "kind": "mutated", "diff": diff}
        stage.server.connection.publish("document:exams:e1", "document.mutated", {"data": members})

    change(6, 5, 7)
    change(9, 8, 8)
    await settle()
    assert states == [DocumentState(5, {"n": 1}), DocumentState(6, {"n": 7}), DocumentState(10, {"n": 2})]
    watch.close()
    await stage.realtime.close()


async def test_states_are_told_and_a_final_one_raises() -> None:
    stage = Stage(backoff=BackoffOptions(attempts=1))
    states: list[str] = []
    stage.realtime.on("state", lambda state: states.append(state.status))
    stage.server.refuse()
    with pytest.raises(RealtimeError) as raised:
        await stage.realtime.connect()
    assert raised.value.code == "attempts_exhausted"
    assert isinstance(raised.value.__cause__, RealtimeError)
    with pytest.raises(RealtimeError):
        await stage.realtime.channel("chat").publish("said", 1)
    assert states == ["connecting", "failed"]
    await stage.realtime.close()


async def test_a_token_is_asked_for_and_a_refusal_is_final() -> None:
    class Refused(Exception):
        retryable = False

    async def token() -> str:
        raise Refused

    stage = Stage(token=token)
    with pytest.raises(RealtimeError) as raised:
        await stage.realtime.connect()
    assert raised.value.code == "credentials_failed"
    own = Stage(token=lambda: "mine")
    await own.realtime.connect()
    assert own.server.connection.frames_of("hello")[0]["token"] == "mine"
    await own.realtime.close()


async def test_a_disconnected_client_waits_for_connect(stage: Stage) -> None:
    await stage.realtime.connect()
    await stage.realtime.disconnect()
    waiting = asyncio.create_task(stage.realtime.channel("chat").publish("said", 1))
    await settle()
    stage.clock.advance(10)
    assert (len(stage.server.connections), stage.realtime.state.status) == (1, "idle")
    await stage.realtime.connect()
    assert (await waiting).offset == 1


async def test_a_host_that_slept_asks_the_server_for_a_sign_of_life(stage: Stage) -> None:
    await stage.realtime.connect()
    stage.clock.jump(100)
    await settle()
    assert stage.realtime.state.status == "reconnecting" or stage.server.connection.frames_of("ping")


async def test_close_ends_all_that_waits_and_leaves_no_task(stage: Stage) -> None:
    own = Stage(transport=MemoryTransport(on_frame=lambda frame, _: frame["type"] == "request"))
    await own.realtime.connect()
    request = asyncio.create_task(own.realtime.request("rooms.get"))
    iteration = asyncio.create_task(anext(own.realtime.channel("chat").messages(), None))
    await settle()
    await own.realtime.close()
    await own.realtime.close()
    with pytest.raises(ClosedError):
        await request
    assert await iteration is None
    with pytest.raises(ClosedError):
        own.realtime.channel("chat").subscribe(print)
    assert own.server.connection.closed == (1000, "closed")
    assert own.clock.pending == 0


@pytest.mark.parametrize("url", ["platform.test", "ftp://x/", "wss://a:b@host/", "wss://host/#x", "wss://host:99999/"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="url"):
        AsyncRealtime(url)


async def test_the_last_failure_is_in_the_chain_of_causes() -> None:
    async with AsyncRealtime("ws://127.0.0.1:1/v1/socket", backoff=BackoffOptions(attempts=1)) as realtime:
        with pytest.raises(RealtimeError) as raised:
            await realtime.connect()
    lost = raised.value.__cause__
    assert (raised.value.code, isinstance(lost, RealtimeError)) == ("attempts_exhausted", True)
    assert lost is not None
    assert isinstance(lost.__cause__, ConnectionRefusedError)


async def test_a_token_that_is_empty_is_called_so() -> None:
    for token, message in [("", "The token given is empty"), (lambda: "", "The token callback gave no token")]:
        stage = Stage(token=token)
        with pytest.raises(RealtimeError, match=message) as raised:
            await stage.realtime.connect()
        assert (raised.value.code, raised.value.retryable) == ("credentials_failed", False)


NAN = float("nan")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("attempts", lambda: BackoffOptions(attempts=0)),
        ("attempts", lambda: BackoffOptions(attempts=-1)),
        ("min", lambda: BackoffOptions(min=-0.1)),
        ("max", lambda: BackoffOptions(max=NAN)),
        ("messages", lambda: QueueOptions(messages=0)),
        ("bytes", lambda: QueueOptions(bytes=-1)),
        ("timeout", lambda: Stage(timeout=-1)),
        ("timeout", lambda: Stage(timeout=NAN)),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(ConfigurationError, match=f"`{name}` must be a number above 0"):
        make()


async def test_a_word_that_is_unknown_is_refused(stage: Stage) -> None:
    unknown: Any = "newest"
    with pytest.raises(ConfigurationError, match='`policy` must be "reject", "drop-oldest" or "block"'):
        QueueOptions(policy=unknown)
    with pytest.raises(ConfigurationError, match='`overflow` must be "resume" or "drop-oldest"'):
        await anext(stage.realtime.channel("chat").messages(overflow=unknown))


async def test_a_request_that_makes_no_sense_is_not_sent(stage: Stage) -> None:
    await stage.realtime.connect()
    for timeout in (0, -1, NAN):
        with pytest.raises(ConfigurationError, match="timeout"):
            await stage.realtime.channel("chat").publish("x", 1, timeout=timeout)
    assert stage.server.connection.frames_of("publish") == []
    with pytest.raises(ConfigurationError, match="buffer"):
        await anext(stage.realtime.channel("chat").messages(buffer=0))


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "message"},
        {"type": "message", "channel": []},
        {"type": "message", "channel": "chat", "offset": "x", "epoch": 1},
        {"type": "gap"},
        {"type": "bye"},
        {"type": "error", "code": {}},
    ],
)
async def test_a_frame_without_what_it_needs_ends_the_connection_and_not_the_client(stage: Stage, frame: Any) -> None:
    await stage.realtime.channel("chat").subscribe(print).ready()
    stage.server.connection.push(frame)
    state: Any = stage.realtime.state
    assert (state.status, state.error.code) == ("reconnecting", "decode_failed")
    stage.clock.advance(1)
    await settle()
    assert stage.realtime.state.status == "connected"


async def test_an_option_of_a_channel_that_there_is_not_is_named(stage: Stage) -> None:
    channel: Any = stage.realtime.channel("chat")
    with pytest.raises(TypeError, match="'on_gaps'"):
        channel.subscribe(print, on_gaps=print)
    with pytest.raises(TypeError, match="'limit'"):
        await anext(channel.messages(limit=1))
    with pytest.raises(TypeError, match="'limit'"):
        await anext(channel.history(limit=1))
    with pytest.raises(TypeError, match="'id'"):
        await channel.publish("said", {}, id="p1")
    watch: Any = stage.realtime.watch_document
    with pytest.raises(TypeError, match="'on_change'"):
        watch("exams", "exam-12", on_change=print)


async def lose(stage: Stage, reason: str = "epoch_changed") -> None:
    """The server tells that it lost messages."""
    position = {"epoch": "memory02", "offset": 0}
    stage.server.connection.push({"type": "gap", "channel": "chat", "from": position, "to": position, "reason": reason})
    await settle()


async def test_a_gap_goes_to_on_gap_and_nowhere_else(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    gaps: list[ChannelGap] = []
    others: list[ChannelGap] = []
    stage.realtime.on("gap", others.append)
    await stage.realtime.channel("chat").subscribe(print, on_gap=gaps.append).ready()
    await lose(stage)
    assert [(gap.channel, gap.reason) for gap in gaps] == [("chat", "epoch_changed")]
    assert others == []
    assert caplog.messages == []


async def test_a_gap_that_a_subscription_does_not_take_is_told_by_the_client(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    gaps: list[ChannelGap] = []
    stop = stage.realtime.on("gap", gaps.append)
    await stage.realtime.channel("chat").subscribe(print).ready()
    await lose(stage)
    assert [(gap.channel, gap.reason) for gap in gaps] == [("chat", "epoch_changed")]
    assert caplog.messages == []
    stop()
    await lose(stage)
    assert [record.name for record in caplog.records] == ["parlance"]
    assert caplog.messages[0].startswith("Messages of 'chat' are missing (epoch_changed). Give `subscribe` an `on_gap`")


async def test_what_the_server_was_asked_to_leave_out_is_not_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.realtime.channel("chat").subscribe(print, policy="latest").ready()
    await lose(stage, "conflated")
    assert caplog.messages == []


@pytest.mark.parametrize(("name", "kind"), [("backoff", "BackoffOptions"), ("queue", "QueueOptions")])
def test_an_option_of_another_class_says_of_which_it_must_be(name: str, kind: str) -> None:
    options: Any = {name: {"min": 1}}
    with pytest.raises(TypeError, match=rf"`{name}` must be a {kind}\(…\), not a dict"):
        AsyncRealtime(URL, **options)
