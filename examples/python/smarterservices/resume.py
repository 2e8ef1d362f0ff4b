"""What happens while a client is away: missed events in order after a cut and after a planned pause, or a gap."""

import asyncio

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, AsyncSubscription, ChannelGap, Position
from parlance_sdk.types import DomainEventCreate, TopicCreate

from support.expect import expect
from support.inbox import Inbox
from support.relay import Relay, start_relay

TOPIC = "session.status"
inbox = Inbox[object]()
gaps = Inbox[ChannelGap]()


async def emit(backend: AsyncParlance, *numbers: int) -> None:
    """Publishes an event for each number."""
    for number in numbers:
        await backend.topics.publish(TOPIC, body=DomainEventCreate(type="counted", payload=number))


def listen(realtime: AsyncParlanceRealtime, since: Position | None = None) -> AsyncSubscription:
    """Collects the numbers."""
    return realtime.topics(TOPIC).subscribe(
        lambda message: inbox.add(message.data.data.payload), on_gap=gaps.add, since=since
    )


async def survive_a_cut(backend: AsyncParlance, relay: Relay) -> Position | None:
    """The line breaks, and what was missed follows. Gives the position of the last event."""
    async with AsyncParlanceRealtime(url=relay.url) as realtime:
        subscription = listen(realtime)
        await subscription.ready()
        await emit(backend, 1, 2)
        await inbox.at_least(2)

        states: list[str] = []
        realtime.on("state", lambda state: states.append(state.status))
        async with relay.cut():
            await emit(backend, 3, 4, 5)
        expect(await inbox.at_least(5), [1, 2, 3, 4, 5])
        expect(set(states), {"reconnecting", "connected"})
        print(f"A cut: {', '.join(states)}; the events 3, 4 and 5 followed in order")
        return subscription.position


async def main() -> None:
    """Breaks the line, ends the client, and comes with a position that nobody knows."""
    async with AsyncParlance() as backend, start_relay(backend.url) as relay:
        await backend.topics.create(body=TopicCreate(name=TOPIC))
        position = await survive_a_cut(backend, relay)

        # The program ends, with the position in its pocket, and another one goes on.
        await emit(backend, 6, 7)
        async with AsyncParlanceRealtime() as realtime:
            expect((await listen(realtime, position).ready()).recovered, "yes")
            expect(await inbox.at_least(7), [1, 2, 3, 4, 5, 6, 7])
            expect(gaps.items, [])
            print("A new program that knows the position: 6 and 7 followed, no gap")

            # A position that the log does not know is answered by a gap, never by silence.
            stranger = listen(realtime, {"epoch": "another-life", "offset": 1})
            expect((await stranger.ready()).recovered, "no")
            [gap] = await gaps.at_least(1)
            print(f"A position of another life of the log: a gap, because of {gap.reason}")


asyncio.run(main())
