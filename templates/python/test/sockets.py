"""Uses a generated client at a server on a real socket of this machine, and says what happened."""

import asyncio
import json
import sys
import threading

from acme_sdk.sockets import AcmeSockets, AsyncAcmeSockets, SocketBackoff
from acme_sdk.types import AskPayload
from websockets.asyncio.server import serve

QUICK = SocketBackoff(min=0.01, max=0.02)
addresses = []
answers = []
ticks = []


async def handle(socket):
    addresses.append(socket.request.path)
    async for text in socket:
        await socket.send(json.dumps({"told": 42, "id": json.loads(text)["id"]}))
        if len(addresses) == 1:
            await socket.send(json.dumps({"type": "tick", "seq": 1}))
            socket.transport.close()


def note(message):
    answers.append([type(message.payload).__name__, message.payload.told, message.payload.id])


async def use_async(url):
    async with AsyncAcmeSockets(url=url, token=lambda: "t", backoff=QUICK) as acme:
        market = acme.market("btc/usd", top_of_book=True)
        lost = asyncio.Event()
        market.on("state", lambda state: lost.set() if state.status == "waiting" else None)
        messages = market.messages()
        note(await market.request("ask", AskPayload()))
        await lost.wait()
        note(await market.request("ask", AskPayload()))
        async for message in messages:
            if message.name == "tick":
                ticks.append(message.payload.seq)
                break


def use_sync(url):
    with AcmeSockets(url=url, token="t", backoff=QUICK) as acme:
        market = acme.market("btc/usd", top_of_book=True)
        lost = threading.Event()
        market.on("state", lambda state: lost.set() if state.status == "waiting" else None)
        messages = market.messages()
        note(market.request("ask", AskPayload()))
        lost.wait(10)
        note(market.request("ask", AskPayload()))
        ticks.append(next(message.payload.seq for message in messages if message.name == "tick"))


async def main():
    async with serve(handle, "127.0.0.1", 0) as server:
        url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
        if sys.argv[1] == "async":
            await use_async(url)
        else:
            await asyncio.to_thread(use_sync, url)


asyncio.run(main())
print(json.dumps({"addresses": addresses, "answers": answers, "ticks": ticks}))
