"""An SDK that is older than the platform: events it does not know arrive as they are, and the watch goes on."""

import asyncio
from typing import Any

from parlance_runtime.realtime import ChannelDescriptor
from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelMessage
from parlance_sdk.types import StateInitialEvent, TunnelClientCreate, TunnelCreate, TunnelCreatedEvent

from support.expect import expect
from support.inbox import Inbox

# What an SDK held that was made before anybody watched clients.
old_tunnels = ChannelDescriptor[StateInitialEvent | TunnelCreatedEvent](
    id="tunnels",
    address="watch:tunnels",
    events={"state.initial": StateInitialEvent, "tunnel.created": TunnelCreatedEvent},
)


async def main() -> None:
    """Watches with what an old SDK knew."""
    async with AsyncParlance() as parlance, AsyncParlanceRealtime() as realtime:
        known = Inbox[str]()
        unknown = Inbox[ChannelMessage[Any]]()
        subscription = realtime.channel(old_tunnels).subscribe(
            lambda message: known.add(message.data.type), on_unknown=unknown.add
        )
        await known.at_least(1)

        await parlance.clients.create(body=TunnelClientCreate(name="laptop"))
        await parlance.tunnels.create(body=TunnelCreate(protocol="http"))

        expect(await known.at_least(2), ["state.initial", "tunnel.created"])
        [strange] = await unknown.at_least(1)
        expect(strange.event, "client.created")
        print(f"Unknown to this SDK, and handed over all the same: {strange.event} at offset {strange.offset}")

        expect(subscription.state.status, "subscribed")
        print("The watch went on")


asyncio.run(main())
