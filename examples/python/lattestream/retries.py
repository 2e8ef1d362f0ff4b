"""What is sent again and what is not: a proxy stands before the platform and fails as told."""

import asyncio
import os

from parlance_runtime import Attempt, Retry
from parlance_sdk import AsyncParlance, BadRequestError, CallOptions, Hooks
from parlance_sdk.types import MessageCreate

from support.expect import expect, expect_refusal
from support.failing_proxy import FailingProxy, start_failing_proxy


async def call_through(proxy: FailingProxy) -> None:
    """Calls that succeed late, fail, and are given up."""
    retried = asyncio.Event()

    def tell(attempt: Attempt, retry: Retry) -> None:
        retried.set()
        print(f"Attempt {attempt.number} failed ({retry.error.code}); once more")

    greeting = MessageCreate(event="greeting", data="Hello World")
    async with AsyncParlance(url=proxy.url, timeout=10, hooks=Hooks(on_retry=tell)) as parlance:
        proxy.failures = 2
        await parlance.channels.publish("lobby", body=greeting)
        expect(proxy.requests, 3)
        print("The third attempt succeeded")

        proxy.requests = 0
        with expect_refusal(BadRequestError):
            await parlance.channels.publish("lobby", body=MessageCreate(event="parlance:x", data=1))
        expect(proxy.requests, 1)
        print("A bad request is not sent again")

        proxy.failures = 1_000_000
        retried.clear()
        patient = CallOptions(retries=100)
        publishing = asyncio.create_task(parlance.channels.publish("lobby", body=greeting, options=patient))
        await retried.wait()
        publishing.cancel()
        await asyncio.wait([publishing], timeout=1)
        expect(publishing.cancelled(), True)
        print("A cancelled call stops at once")


with start_failing_proxy(os.environ["PARLANCE_URL"]) as failing_proxy:
    asyncio.run(call_through(failing_proxy))
