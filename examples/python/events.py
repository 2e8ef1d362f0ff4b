"""Events as they happen, without asyncio and with it, against a running platform.

PARLANCE_URL=… PARLANCE_CLIENT_ID=… PARLANCE_CLIENT_SECRET=… python examples/python/events.py
"""

import asyncio

from parlance_sdk import AsyncParlance, Parlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ParlanceRealtime
from parlance_sdk.types import DocumentCreate, DocumentCreatedEvent, DocumentMerge, DocumentUpdatedEvent


def follow_a_document() -> None:
    """Follow a document from its beginning, and answer each of its changes with the next one."""
    with Parlance() as parlance, ParlanceRealtime() as realtime:
        order = parlance.documents.create("orders", body=DocumentCreate(data={"state": "new"}))
        for item in realtime.documents("orders", order.id).messages(rewind={"count": 10}):
            if item.type == "gap":
                print("missed some", item.reason)
                continue
            match item.data:
                case DocumentCreatedEvent(data=change):
                    print(f"{item.event}: revision {change.revision} of {change.collection}.")
                    paid = DocumentMerge(data={"state": "paid"})
                    parlance.documents.merge("orders", order.id, if_match=f'"{change.revision}"', body=paid)
                case DocumentUpdatedEvent(data=change):
                    print(f"{item.event}: {change.kind} on top of revision {change.previous_revision}.")
                    parlance.documents.delete("orders", order.id, if_match=f'"{change.revision}"')
                case _:
                    print(f"{item.event}: that was all.")
                    break


async def chat() -> None:
    """Follow a channel that everybody publishes on, and a document, over one connection."""
    async with AsyncParlance() as parlance, AsyncParlanceRealtime() as realtime:
        room = realtime.channels("chat-42")
        await room.publish("said", {"text": "Hello"})
        async for item in room.messages(rewind={"count": 1}):
            if item.type == "message":
                print(f"{item.event}: {item.data['text']}")
                break

        created = asyncio.Event()
        document = realtime.documents("orders", "order-1")
        subscription = document.subscribe({"document.created": lambda event, message: created.set()})
        await subscription.ready()
        await parlance.documents.create("orders", body=DocumentCreate(id="order-1", data={"state": "new"}))
        await asyncio.wait_for(created.wait(), 10)
        print(f"Heard of the order on {document.name}.")


follow_a_document()
asyncio.run(chat())
