"""A token comes near its end: an event says so, it is renewed in band, and nothing is interrupted."""

import asyncio
from itertools import count
from typing import Any

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelGap, ChannelMessage
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Filter, Grant, TokenCreate

from support.expect import expect
from support.inbox import Inbox

OFFICE = "office"


async def main() -> None:
    """Ticks on over several tokens."""
    async with AsyncParlance() as backend:
        await backend.channels.update(OFFICE, body=ChannelUpdate(settings=ChannelSettingsUpdate(client_publish=True)))
        grant = Grant(
            scopes=["channels:subscribe", "channels:publish"], resources=Filter.model_validate({"name": OFFICE})
        )
        wish = TokenCreate(user_id="ada", lifetime_seconds=4, grants=[grant])
        tokens: list[str] = []

        async def next_token() -> str:
            issued = await backend.tokens.create(body=wish)
            tokens.append(issued.token)
            # A back end that takes its time, so that the platform reminds us.
            if len(tokens) > 1:
                await asyncio.sleep(0.8)
            return issued.token

        async with AsyncParlanceRealtime(token=next_token) as realtime:
            states: list[str] = []
            realtime.on("state", lambda state: states.append(state.status))
            direct = Inbox[ChannelMessage[Any] | ChannelGap]()
            realtime.on("direct", direct.add)
            ticks = Inbox[int]()
            clock = realtime.channels(OFFICE)
            await clock.subscribe({"tick": lambda data, message: ticks.add(data)}).ready()

            # A publish each quarter of a second, over three tokens.
            for tick in count():
                if len(tokens) == 4:
                    break
                await clock.publish("tick", tick)
                await asyncio.sleep(0.25)

            [reminder, *_] = await direct.at_least(1)
            assert reminder.type == "message"
            expect(reminder.event, "session.expiring")
            expect(ticks.items, list(range(len(ticks.items))))
            expect(states, ["connecting", "connected"])
            print(f"{len(tokens)} tokens of 4 s; {len(ticks.items)} ticks, none lost, on one connection")


asyncio.run(main())
