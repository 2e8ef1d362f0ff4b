"""A token that ends is renewed through the callback, in band; a revoked one ends the client for good."""

import asyncio

from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ConnectionState, RealtimeError
from parlance_sdk.types import DomainEventCreate, Grant, TokenRevoke, TopicCreate

from support.expect import expect, expect_refusal
from support.inbox import Inbox

TOPIC = "session.status"


async def emit(backend: AsyncParlance, number: int) -> None:
    """Publishes a number."""
    await backend.topics.publish(TOPIC, body=DomainEventCreate(type="counted", payload=number))


async def main() -> None:
    """Lives on several tokens, and ends with the last."""
    async with AsyncParlance() as backend:
        await backend.topics.create(body=TopicCreate(name=TOPIC))
        issued = Inbox[str]()

        # That of a browser would ask its own backend.
        def next_token() -> str:
            grants = [Grant(scopes=["topics:subscribe"])]
            token = backend.create_token(subject="ada", lifetime_seconds=3, grants=grants).token
            issued.add(token)
            return token

        async with AsyncParlanceRealtime(token=next_token) as realtime:
            states = Inbox[ConnectionState]()
            realtime.on("state", states.add)
            numbers = Inbox[object]()
            subscription = realtime.topics(TOPIC).subscribe(lambda message: numbers.add(message.data.data.payload))
            await subscription.ready()
            await emit(backend, 1)

            # Three tokens later the first two have long expired.
            await issued.at_least(4)
            await emit(backend, 2)
            expect(await numbers.at_least(2), [1, 2])
            expect([state.status for state in states.items], ["connecting", "connected"])
            print(f"{len(issued.items)} tokens of 3 s, one connection, one subscription")

            await backend.tokens.revoke(body=TokenRevoke(user_id="ada"))
            last = (await states.at_least(3))[-1]
            assert last.status == "failed"
            expect(last.error.retryable, False)
            print(f"Revoked: {last.error.code}. It does not come back")
            expect(subscription.state.status, "unsubscribed")
            with expect_refusal(RealtimeError, last.error.code):
                await realtime.connect()


asyncio.run(main())
