"""Sockets of others, over real ones of this machine."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection

from parlance_runtime.errors import ParlanceError
from parlance_runtime.sockets import (
    AsyncSocket,
    AsyncSockets,
    ClosedError,
    ConfigurationError,
    HeartbeatOptions,
    RealtimeError,
    ReceivedMessage,
    SocketBackoff,
    SocketQueue,
    Sockets,
    SocketToken,
)
from parlance_runtime.testing import VirtualClock
from tests.sockets.market import Market, pong, serving, setup

VALUES = {"symbol": "btc/usd", "top": True}
QUICK = SocketBackoff(min=0.01, max=0.02)


def opened(market: Market, *, restore: Any = None, client: Any = None, **extensions: Any) -> AsyncSocket:
    given: dict[str, Any] = {"url": market.url, "backoff": QUICK, **(client or {})}
    sockets = AsyncSockets(**given)
    return sockets.open(setup(**extensions), VALUES, restore=restore)


async def test_a_socket_is_opened_at_its_address_and_messages_are_told_by_name() -> None:
    async with serving() as market, opened(market) as socket:
        messages = socket.messages()
        await market.tell('{"price": 7}', "hello")
        assert await anext(messages) == ReceivedMessage("tick", {"price": 7})
        assert await anext(messages) == ReceivedMessage("unknown", "hello")
        request = market.sockets[0].request
        assert request is not None
        assert request.path == "/v1/market/btc%2Fusd?top_of_book=true"


async def test_a_request_returns_the_answer_of_its_own_id() -> None:
    async with serving(pong) as market, opened(market) as socket:
        first, second = await asyncio.gather(
            socket.request("ping", {"event": "ping"}), socket.request("ping", {"event": "ping", "id": 9})
        )
        assert first.payload == {"event": "pong", "id": 1}
        assert second.payload == {"event": "pong", "id": 9}
        assert market.received == [{"event": "ping", "id": 1}, {"event": "ping", "id": 9}]


async def test_after_a_loss_it_comes_back_restores_first_and_then_sends_what_waited() -> None:
    errors: list[RealtimeError] = []
    waiting = asyncio.Event()

    async def restore(restored: AsyncSocket) -> None:
        await restored.send("note", {"text": "log in"})

    async with serving() as market, opened(market, restore=restore) as socket:
        await socket.send("note", {"text": "one"})
        await market.until(lambda: len(market.received) == 2)
        socket.on("error", lambda error: errors.append(error) if isinstance(error, RealtimeError) else None)
        socket.on("state", lambda state: waiting.set() if state.status == "waiting" else None)
        await market.cut()
        await waiting.wait()
        await socket.send("note", {"text": "two"})
        await market.until(lambda: len(market.received) == 4)
        assert [each["text"] for each in market.received] == ["log in", "one", "log in", "two"]
    assert [(error.code, error.close_code, error.retryable) for error in errors] == [("connection_lost", 1006, True)]


async def test_a_restore_that_fails_closes_the_connection_and_is_tried_again() -> None:
    tries = 0

    def restore(_: AsyncSocket) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ValueError("not yet")

    async with serving() as market, opened(market, restore=restore) as socket:
        await socket.send("note", {"text": "at last"})
        await market.until(lambda: len(market.received) == 1)
    assert tries == 2


async def test_a_server_that_refuses_the_upgrade_for_good_ends_the_socket_with_its_status() -> None:
    def refuse(connection: ServerConnection, _: object) -> object:
        return connection.respond(HTTPStatus.NOT_FOUND, "nothing here\n")

    async with serving(process_request=refuse) as market, opened(market) as socket:
        with pytest.raises(RealtimeError) as caught:
            await anext(socket.messages())
        assert (caught.value.code, caught.value.retryable) == ("status_404", False)
        assert socket.state.status == "failed"
        with pytest.raises(RealtimeError):
            await socket.send("note", {"text": "too late"})


async def test_a_goodbye_ends_the_iteration_after_what_came() -> None:
    async with serving() as market, opened(market) as socket:
        messages = socket.messages()
        await market.tell('{"price": 1}')
        await market.sockets[0].close(1000)
        assert [message.payload async for message in messages] == [{"price": 1}]


async def test_a_close_by_the_application_ends_what_waits() -> None:
    async with serving() as market:
        socket = opened(market)
        request = asyncio.create_task(socket.request("ping", {"event": "ping"}))
        await market.until(lambda: len(market.received) == 1)
        await socket.close()
        with pytest.raises(ClosedError):
            await request
        await socket.close()


async def test_the_token_goes_where_the_document_says_and_a_new_one_in_band_before_it_ends() -> None:
    clock = VirtualClock()
    tokens = [SocketToken("t1", clock.now() + 60), "t2"]

    async def token() -> str | SocketToken:
        return tokens.pop(0)

    refresh = {"message": {"name": "note", "payload": {"op": "auth"}}, "pointer": "/token", "beforeMs": 10_000}
    rule = {"in": "query", "name": "access", "refresh": refresh}
    async with serving() as market, opened(market, client={"token": token, "clock": clock}, token=rule) as socket:
        await socket.send("note", {"text": "hello"})
        request = market.sockets[0].request
        assert request is not None
        assert "access=t1" in request.path
        clock.advance(50)
        await market.until(lambda: len(market.received) == 2)
        assert market.received[1] == {"op": "auth", "token": "t2"}


async def test_a_token_in_a_header_is_a_bearer_token() -> None:
    rule = {"in": "header", "name": "Authorization"}
    async with serving() as market, opened(market, client={"token": "t1"}, token=rule) as socket:
        socket.connect()
        await market.until(lambda: bool(market.sockets))
        request = market.sockets[0].request
        assert request is not None
        assert request.headers["Authorization"] == "Bearer t1"


async def test_a_token_that_cannot_be_had_is_asked_for_again() -> None:
    asked = 0

    def token() -> str:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise OSError("away")
        return "t"

    rule = {"in": "query", "name": "access"}
    async with serving() as market, opened(market, client={"token": token}, token=rule) as socket:
        await socket.send("note", {"text": "hello"})
    assert asked == 2


@pytest.mark.parametrize("nothing", ["", None, SocketToken("")])
async def test_a_token_that_is_none_goes_nowhere_and_is_asked_for_again(nothing: Any) -> None:
    tokens = iter([nothing, "t"])
    rule = {"in": "query", "name": "access"}
    async with serving() as market, opened(market, client={"token": lambda: next(tokens)}, token=rule) as socket:
        await socket.send("note", {"text": "hello"})
        [only] = market.sockets
    assert only.request is not None
    assert only.request.path.endswith("access=t")


async def test_subscriptions_hear_what_is_for_their_key_and_are_asked_for_again_with_their_position() -> None:
    message = {"name": "subscribe", "payload": {"event": "subscribe"}}
    extensions = {
        "subscription": {"subscribe": "subscribe", "key": "/symbol", "of": "/symbol"},
        "resume": {"position": "/seq", "message": message, "pointer": "/since"},
    }
    async with serving() as market, opened(market, **extensions) as socket:
        async with socket.subscribe({"event": "subscribe", "symbol": "btc"}) as ticks:
            await market.until(lambda: len(market.received) == 1)
            await market.tell('{"price": 1, "symbol": "eth", "seq": 8}', '{"price": 2, "symbol": "btc", "seq": 9}')
            async for tick in ticks:
                assert tick.payload["price"] == 2
                await market.cut()
                await market.until(lambda: len(market.received) == 2)
                break
        assert market.received[1] == {"event": "subscribe", "symbol": "btc", "since": 9}


async def test_messages_are_acknowledged_when_their_reader_comes_back_for_the_next() -> None:
    answer = {"name": "note", "payload": {"op": "ack"}}
    rule = {"receive": {"messages": ("tick",), "id": "/id", "answer": answer, "of": "/id"}}
    async with serving() as market, opened(market, acknowledgement=rule) as socket:
        messages = socket.messages()
        await market.tell('{"price": 1, "id": "a"}')
        await anext(messages)
        assert market.received == []
        following = asyncio.ensure_future(anext(messages))
        await market.until(lambda: len(market.received) == 1)
        assert market.received == [{"op": "ack", "id": "a"}]
        await market.tell('{"price": 2}')
        await following


async def test_messages_are_acknowledged_once_their_handler_is_done_and_never_if_it_raises() -> None:
    answer = {"name": "note", "payload": {"op": "ack"}}
    rule = {"receive": {"messages": ("tick",), "id": "/id", "answer": answer, "of": "/id"}}
    errors: list[ParlanceError] = []

    async def handle(message: ReceivedMessage[str, Any]) -> None:
        if message.payload["price"] == 1:
            raise ValueError("mine")

    async with serving() as market, opened(market, acknowledgement=rule) as socket:
        socket.on("error", errors.append)
        socket.on("message", handle)
        socket.connect()
        await market.tell('{"price": 1, "id": "a"}', '{"price": 2, "id": "b"}')
        await market.until(lambda: len(market.received) == 1)
        assert market.received == [{"op": "ack", "id": "b"}]
    assert [error.code for error in errors] == ["handler_failed"]


async def test_a_server_that_does_not_answer_pings_is_given_up() -> None:
    async def stop_reading(_: object, socket: ServerConnection) -> None:
        # An abstract transport cannot pause; that of a socket can.
        transport: Any = socket.transport
        transport.pause_reading()

    heartbeat = HeartbeatOptions(interval=0.005, timeout=0.02)
    async with serving(stop_reading) as market, opened(market, client={"heartbeat": heartbeat}) as socket:
        await socket.send("note", {"text": "stop reading"})
        await market.until(lambda: len(market.sockets) > 1)


async def test_a_slow_readers_buffer_fails_or_drops_the_oldest() -> None:
    heard = asyncio.Event()
    count = 0

    def hear(_: object) -> None:
        nonlocal count
        count += 1
        if count == 3:
            heard.set()

    async with serving() as market, opened(market) as socket:
        failing = socket.messages(buffer=1)
        dropping = socket.messages(buffer=1, overflow="drop-oldest")
        socket.on("message", hear)
        await market.tell('{"price": 1}', '{"price": 2}', '{"price": 3}')
        await heard.wait()
        assert (await anext(dropping)).payload == {"price": 3}
        assert [(await anext(failing)).payload["price"] for _ in range(2)] == [1, 2]
        with pytest.raises(RealtimeError, match="Read faster") as caught:
            await anext(failing)
        assert caught.value.code == "buffer_exceeded"


async def test_a_task_that_is_cancelled_gives_its_request_up() -> None:
    async with serving() as market, opened(market) as socket:
        request = asyncio.create_task(socket.request("ping", {"event": "ping"}))
        await market.until(lambda: len(market.received) == 1)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        with pytest.raises(RealtimeError) as caught:
            await socket.request("ping", {"event": "ping"}, timeout=0.01)
        assert caught.value.code == "timeout"


def test_what_cannot_work_is_told_before_any_network() -> None:
    client = AsyncSockets()
    with pytest.raises(ConfigurationError, match="set `url`"):
        client.open(setup(), {"symbol": "x"})
    with pytest.raises(ConfigurationError, match="Parameter `symbol` of market is missing"):
        client.open(setup(), {}, options={"url": "ws://localhost"})
    for url in ("/relative", "ws://[x", "wss:///no-host"):
        with pytest.raises(ConfigurationError, match="must be an absolute"):
            client.open(setup(), {"symbol": "x"}, options={"url": url})
    with pytest.raises(ConfigurationError, match="set `token`"):
        client.open(setup(token={"in": "query", "name": "t"}), {"symbol": "x"}, options={"url": "ws://localhost"})
    socket = client.open(setup(), {"symbol": "x"}, options={"url": "ws://localhost"})
    with pytest.raises(ConfigurationError, match="how one subscribes"):
        socket.subscribe({})


async def test_what_is_no_json_is_refused_where_it_is_handed_over() -> None:
    async with AsyncSockets(url="ws://127.0.0.1:1") as client:
        socket = client.open(setup(), VALUES)
        with pytest.raises(RealtimeError, match=r"payload\.text is of type set") as caught:
            await socket.send("note", {"text": {1}})
        assert caught.value.code == "invalid_request"


async def test_text_and_bytes_travel_as_they_are() -> None:
    sends = {"note": {"codec": "text"}, "image": {"codec": "bytes"}}
    rules = ({"name": "note", "codec": "text"}, {"name": "image", "codec": "bytes"})

    async def echo(_: object, socket: ServerConnection) -> None:
        await socket.send(b"\x01\x02")

    async with serving(echo) as market, opened(market, sends=sends, receives=rules) as socket:
        messages = socket.messages()
        await socket.send("note", "7")
        assert await anext(messages) == ReceivedMessage("image", b"\x01\x02")
        with pytest.raises(RealtimeError, match="Send bytes"):
            await socket.send("image", "text")


async def test_nothing_is_left_when_a_client_is_closed() -> None:
    async with serving() as market:
        async with AsyncSockets(url=market.url) as client:
            for symbol in ("a", "b"):
                await client.open(setup(), {"symbol": symbol}).send("note", {"text": symbol})
            await market.until(lambda: len(market.received) == 2)
        left = [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("parlance")]
        assert left == []


@pytest.mark.parametrize("client", [AsyncSockets, Sockets])
def test_an_option_that_there_is_not_is_named_and_so_are_those_that_there_are(client: Any) -> None:
    with pytest.raises(TypeError, match=r"'uri'; the options are backoff, .*, url, "):
        client(uri="wss://a.example")


async def test_an_option_of_one_socket_that_there_is_not_is_named() -> None:
    async with AsyncSockets(url="wss://a.example") as sockets:
        wrong: Any = {"uri": "wss://b.example"}
        with pytest.raises(TypeError, match="'uri'"):
            sockets.open(setup(), VALUES, options=wrong)
        socket: Any = sockets.open(setup(), VALUES)
        with pytest.raises(TypeError, match="'limit'"):
            socket.messages(limit=1)


async def test_a_restore_that_fails_is_told_to_the_error_listeners(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[ParlanceError] = []
    told = asyncio.Event()

    async def restore(_: AsyncSocket) -> None:
        raise ValueError("no login")

    async with serving() as market, opened(market, restore=restore) as socket:
        socket.on("error", lambda error: (errors.append(error), told.set()))
        socket.connect()
        await asyncio.wait_for(told.wait(), 10)
    assert (errors[0].code, repr(errors[0].__cause__)) == ("restore_failed", "ValueError('no login')")
    assert caplog.messages == []


@pytest.mark.parametrize("failing", ["restore", "token"])
async def test_what_the_application_raises_is_logged_where_nobody_listens(
    failing: str, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = asyncio.Event()

    def fail(*_: object) -> str:
        raise ValueError("no login")

    options: dict[str, Any] = {"restore": fail} if failing == "restore" else {"client": {"token": fail}}
    extensions: dict[str, Any] = {} if failing == "restore" else {"token": {"in": "query", "name": "access"}}
    async with serving() as market, opened(market, **options, **extensions) as socket:
        socket.on("state", lambda state: waiting.set() if state.status == "waiting" else None)
        socket.connect()
        await asyncio.wait_for(waiting.wait(), 10)
        record = caplog.records[0]
    assert (record.name, record.levelname) == ("parlance", "WARNING")
    assert record.getMessage().startswith("market: ")
    assert record.exc_info is not None
    assert repr(record.exc_info[1]) == "ValueError('no login')"


async def test_a_lost_connection_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    async with serving() as market, opened(market) as socket:
        await socket.send("note", {"text": "one"})
        await market.cut()
        await socket.send("note", {"text": "two"})
        await market.until(lambda: len(market.sockets) == 2)
    assert [record for record in caplog.records if record.name == "parlance"] == []


async def test_a_message_that_may_not_be_sent_is_refused_with_those_that_may() -> None:
    async with serving() as market, opened(market) as socket:
        with pytest.raises(
            ConfigurationError, match=r"No message 'tick' may be sent on market; .* note, ping, subscribe$"
        ):
            await socket.send("tick", {})
        with pytest.raises(ConfigurationError, match="No message 'nope' may be sent"):
            await socket.send("nope", {})
        with pytest.raises(ConfigurationError, match=r"No message 'note' may be requested on market; .* are ping$"):
            await socket.request("note", {})
        assert socket.state.status == "idle"


async def test_a_message_is_refused_where_none_may_be_sent() -> None:
    async with serving() as market, opened(market, sends={}) as socket:
        with pytest.raises(ConfigurationError, match="'note' may be sent on market; none may"):
            await socket.send("note", {})


@pytest.mark.parametrize(
    ("name", "kind"), [("backoff", "SocketBackoff"), ("queue", "SocketQueue"), ("heartbeat", "HeartbeatOptions")]
)
async def test_an_option_of_another_class_says_of_which_it_must_be(name: str, kind: str) -> None:
    options: Any = {name: {"min": 1}}
    async with AsyncSockets(url="wss://a.example", **options) as sockets:
        with pytest.raises(TypeError, match=rf"`{name}` must be a {kind}\(…\), not a dict"):
            sockets.open(setup(), VALUES)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"backoff": SocketBackoff(min=-1)}, "backoff.min"),
        ({"queue": SocketQueue(messages=0)}, "queue.messages"),
        ({"heartbeat": HeartbeatOptions(interval=1, timeout=0)}, "heartbeat.timeout"),
    ],
)
async def test_a_number_that_makes_no_sense_is_refused_by_its_name(options: Any, name: str) -> None:
    async with AsyncSockets(url="wss://a.example", **options) as sockets:
        with pytest.raises(ConfigurationError, match=rf"`{name}` must be a number above 0"):
            sockets.open(setup(), VALUES)


async def test_a_buffer_that_holds_nothing_and_an_overflow_that_there_is_not_are_refused() -> None:
    async with AsyncSockets(url="wss://a.example") as sockets:
        socket = sockets.open(setup(), VALUES)
        with pytest.raises(ConfigurationError, match="`buffer` must be a number above 0"):
            socket.messages(buffer=0)
        wrong: Any = "drop"
        with pytest.raises(ConfigurationError, match="`overflow` must be"):
            socket.messages(overflow=wrong)
