"""A client of topics: connecting by hand, listeners, filters that the server applies, listeners removed."""

import asyncio
from collections.abc import Callable

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, BackoffOptions, ChannelMessage
from parlance_sdk.types import (
    DomainEvent,
    DomainEventCreate,
    EventMetadataCreate,
    TopicCreate,
    TopicEventPublishedEvent,
)

from support.expect import expect
from support.inbox import Inbox

STATUS, SCORE = "session.status", "session.score"


async def emit(backend: AsyncParlance, operation: str, campus: int, topic: str = STATUS) -> None:
    """Publishes what happened to a session in the database."""
    event = DomainEventCreate(
        type=f"session.{operation}",
        payload={"id": "session-1", "campusId": campus},
        metadata=EventMetadataCreate(table="sessions", operation=operation, revision=1),
    )
    await backend.topics.publish(topic, body=event)


async def follow(backend: AsyncParlance, realtime: AsyncParlanceRealtime) -> None:
    """One function listens to two topics, others to one of them; the server sorts out who gets what."""
    received = Inbox[str]()
    every, twelve, nearby = Inbox[DomainEvent](), Inbox[DomainEvent](), Inbox[DomainEvent]()

    def to(inbox: Inbox[DomainEvent]) -> Callable[[ChannelMessage[TopicEventPublishedEvent]], None]:
        def listener(message: ChannelMessage[TopicEventPublishedEvent]) -> None:
            received.add(message.data.data.type)
            inbox.add(message.data.data)

        return listener

    status = realtime.topics(STATUS)
    of_twelve = status.subscribe(to(twelve), filter={"data.payload.campusId": 12})
    others = [
        status.subscribe(to(every)),
        realtime.topics(SCORE).subscribe(to(every)),
        status.subscribe(to(nearby), filter={"data.payload.campusId": {"in": [7, 12]}}),
    ]
    await asyncio.gather(*(subscription.ready() for subscription in [of_twelve, *others]))

    await emit(backend, "insert", 12)
    await emit(backend, "update", 7)
    await emit(backend, "delete", 3)
    await emit(backend, "insert", 12, SCORE)
    first = (await every.at_least(4))[0].metadata
    expect((first.table, first.operation, first.revision), ("sessions", "insert", 1))
    expect([event.type for event in await twelve.at_least(1)], ["session.insert"])
    expect([event.type for event in await nearby.at_least(2)], ["session.insert", "session.update"])
    expect(len(received.items), 7)
    print("Of four events the filter `campusId = 12` let one through, and `in [7, 12]` two")

    # A subscription ends by its handle; the others of the same channel go on.
    of_twelve.unsubscribe()
    await emit(backend, "update", 12)
    await asyncio.gather(every.at_least(5), nearby.at_least(3))
    expect(len(twelve.items), 1)
    print("The one that was ended heard nothing more")


async def main() -> None:
    """Connects, follows, and closes."""
    # Nothing connects before it is used; who wants to know connects by hand, with waits of their own.
    patient = AsyncParlanceRealtime(backoff=BackoffOptions(min=2, max=8))
    async with AsyncParlance() as backend, patient as realtime:
        await backend.topics.create(body=TopicCreate(name=STATUS, source="database"))
        await backend.topics.create(body=TopicCreate(name=SCORE))

        states: list[str] = []
        stop_listening = realtime.on("state", lambda state: states.append(state.status))
        expect(realtime.state.status, "idle")
        await realtime.connect()
        expect(states, ["connecting", "connected"])
        print(f"Connected by hand: {', '.join(states)}")

        await follow(backend, realtime)

        stop_listening()
        await realtime.close()
        expect(states, ["connecting", "connected"])
        print(f"Closed: {realtime.state.status}")


asyncio.run(main())
