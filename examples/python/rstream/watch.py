"""Watches tunnels and clients over server-sent events and over the socket: the same code, one option changed."""

import asyncio
from contextlib import aclosing

from parlance_runtime.realtime import sse, web_socket
from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelMessage, Transport, TunnelsEvents
from parlance_sdk.types import StateInitialEvent, TunnelClientCreate, TunnelCreate, TunnelUpdate, TunnelUpdatedEvent

from support.expect import expect
from support.relay import Relay, start_relay


async def watch(name: str, transport: Transport, parlance: AsyncParlance, relay: Relay) -> None:
    """Follows what happens to tunnels and clients, over a cut."""
    failures: list[object] = []
    async with (
        AsyncParlanceRealtime(url=relay.url, transport=transport) as realtime,
        aclosing(realtime.tunnels().messages()) as watched,
    ):
        realtime.on("error", failures.append)
        realtime.on("unknown", failures.append)

        async def following(count: int) -> list[ChannelMessage[TunnelsEvents]]:
            items = [await anext(watched) for _ in range(count)]
            messages = [item for item in items if item.type == "message"]
            expect(len(messages), count)
            return messages

        [initial] = await following(1)
        assert isinstance(initial.data, StateInitialEvent)
        expect([tunnel.name for tunnel in initial.data.data.tunnels], ["mail"])
        print(f"Over {name}: mail is there at the beginning")

        client = await parlance.clients.create(body=TunnelClientCreate(name="laptop", status="online"))
        tunnel = await parlance.tunnels.create(body=TunnelCreate(protocol="http", client_id=client.id))
        await parlance.tunnels.update(tunnel.id, body=TunnelUpdate(labels={"env": "prod"}))
        came = await following(3)
        expect([message.event for message in came], ["client.created", "tunnel.created", "tunnel.updated"])
        updated = came[2].data
        assert isinstance(updated, TunnelUpdatedEvent)
        expect(updated.data.labels, {"env": "prod"})
        print(f"  {', '.join(message.event for message in came)}")

        # The line breaks, and things happen meanwhile.
        async with relay.cut():
            await parlance.tunnels.delete(tunnel.id)
            await parlance.clients.delete(client.id)
        missed = await following(2)
        expect([message.event for message in missed], ["tunnel.deleted", "client.deleted"])
        offsets = [message.offset or 0 for message in came + missed]
        expect([offset - offsets[0] for offset in offsets], [0, 1, 2, 3, 4])
        print(f"  after a cut: {', '.join(message.event for message in missed)}, nothing missing")
        expect(realtime.state.status, "connected")
        expect(failures, [])


async def main() -> None:
    """Watches twice."""
    async with AsyncParlance() as parlance, start_relay(parlance.url) as relay:
        await parlance.tunnels.create(body=TunnelCreate(name="mail", protocol="tls"))
        await watch("server-sent events", sse(), parlance, relay)
        await watch("the socket", web_socket(), parlance, relay)


asyncio.run(main())
