"""Sockets of others in programs without asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from parlance_runtime.sockets import ClosedError, ReceivedMessage, Socket, SocketBackoff, Sockets
from tests.sockets.market import Market, pong, serving, setup


class Server:
    """The market on a loop in a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.market = Market(None)
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self.loop.run_until_complete(self._serve()))

    async def _serve(self) -> None:
        async with serving(pong) as self.market:
            self._ready.set()
            await self._stop.wait()

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self.loop.close()

    def tell(self, *texts: str) -> None:
        asyncio.run_coroutine_threadsafe(self.market.tell(*texts), self.loop).result(10)

    def cut(self) -> None:
        asyncio.run_coroutine_threadsafe(self.market.cut(), self.loop).result(10)


@contextmanager
def server() -> Generator[Server, None, None]:
    serving_thread = Server()
    serving_thread.start()
    try:
        yield serving_thread
    finally:
        serving_thread.stop()


def test_it_asks_reads_and_comes_back_with_what_it_had() -> None:
    restored: list[str] = []
    tokens = iter(["t1", "t2"])

    def restore(socket: Socket) -> None:
        socket.send("note", {"text": "log in"})
        restored.append(threading.current_thread().name)

    with (
        server() as other,
        Sockets(url=other.market.url, token=lambda: next(tokens), backoff=SocketBackoff(min=0.01, max=0.02)) as client,
    ):
        rule = {"in": "query", "name": "access"}
        with client.open(setup(token=rule), {"symbol": "x"}, restore=restore) as socket:
            messages = socket.messages()
            assert socket.request("ping", {"event": "ping"}).payload == {"event": "pong", "id": 1}
            other.tell('{"price": 1}', '{"price": 2}')
            assert [next(messages).name for _ in range(3)] == ["pong", "tick", "tick"]
            lost = threading.Event()
            socket.on("state", lambda state: lost.set() if state.status == "waiting" else None)
            other.cut()
            assert lost.wait(10)
            assert socket.request("ping", {"event": "ping"}).payload["event"] == "pong"
    paths = [each.request.path for each in other.market.sockets if each.request is not None]
    assert paths == ["/v1/market/x?access=t1", "/v1/market/x?access=t2"]
    assert restored == ["parlance-callback", "parlance-callback"]


def test_a_handler_is_called_and_must_not_wait() -> None:
    refused: list[str] = []
    done = threading.Event()

    with server() as other, Sockets(url=other.market.url) as client:
        socket = client.open(setup(), {"symbol": "x"})

        def handle(message: ReceivedMessage[str, object]) -> None:
            try:
                socket.send("note", {"text": message.name})
            except RuntimeError as error:
                refused.append(str(error))
            done.set()

        stop = socket.on("message", handle)
        socket.connect()
        other.tell('{"price": 1}')
        assert done.wait(10)
        stop()
    assert "must not block" in refused[0]


def test_a_subscription_ends_with_its_block() -> None:
    rule = {"subscribe": "subscribe", "key": "/symbol", "of": "/symbol"}
    unsubscribe = {"name": "note", "payload": {"op": "leave"}}
    with server() as other, Sockets(url=other.market.url) as client:
        socket = client.open(setup(subscription={**rule, "unsubscribe": unsubscribe}), {"symbol": "x"})
        with socket.subscribe({"symbol": "btc"}) as ticks:
            other.tell('{"price": 1, "symbol": "eth"}', '{"price": 2, "symbol": "btc"}')
            assert next(iter(ticks)).payload["price"] == 2
        socket.request("ping", {"event": "ping"})
    assert other.market.received[:2] == [{"symbol": "btc"}, {"op": "leave", "symbol": "btc"}]


def test_what_waits_in_another_thread_ends_with_the_client() -> None:
    with server() as other:
        client = Sockets(url=other.market.url)
        socket = client.open(setup(), {"symbol": "x"})
        messages = socket.messages()
        reader = threading.Thread(target=lambda: list(messages))
        reader.start()
        client.close()
        reader.join(10)
        assert not reader.is_alive()
        client.close()
        with pytest.raises(ClosedError):
            socket.send("note", {"text": "late"})
