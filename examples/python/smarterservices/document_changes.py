"""Follows a document: every revision once and in order, with differences, over a cut; and a copy of it."""

import asyncio

from parlance_runtime.realtime import DocumentState
from parlance_sdk import AsyncParlance
from parlance_sdk.realtime import AsyncParlanceRealtime, ChannelGap, ChannelMessage, DocumentsEvents
from parlance_sdk.types import DocumentCreate, DocumentMerge, DocumentMutate, DocumentReplace, NumberMutation

from support.expect import expect
from support.inbox import Inbox
from support.relay import Relay, start_relay

EXAMS, EXAM = "exams", "exam-1"


async def change(parlance: AsyncParlance, relay: Relay, changes: Inbox[ChannelMessage[DocumentsEvents]]) -> None:
    """Changes the document six times, two of them while the line is broken."""
    await parlance.documents.create(EXAMS, body=DocumentCreate(id=EXAM, data={"title": "Algebra", "seats": 20}))
    third_floor = DocumentMerge(data={"room": {"floor": 3}})
    await parlance.documents.merge(EXAMS, EXAM, if_match="*", body=third_floor)
    more_seats = DocumentMutate(mutations=[NumberMutation(op="increment", path="/seats", value=5)])
    await parlance.documents.mutate(EXAMS, EXAM, if_match="*", body=more_seats)
    await changes.at_least(3)

    async with relay.cut():
        anew = DocumentReplace(data={"title": "Linear algebra", "seats": 25})
        await parlance.documents.replace(EXAMS, EXAM, if_match="*", body=anew)
        await parlance.documents.delete(EXAMS, EXAM, if_match="*")
    await parlance.documents.restore(EXAMS, EXAM, if_match="*")


async def main() -> None:
    """Follows the document twice: its changes, and its state."""
    async with (
        AsyncParlance() as parlance,
        start_relay(parlance.url) as relay,
        AsyncParlanceRealtime(url=relay.url) as realtime,
    ):
        # One may wait for a document that is not there yet.
        changes = Inbox[ChannelMessage[DocumentsEvents]]()
        gaps = Inbox[ChannelGap]()
        exam = realtime.documents(EXAMS, EXAM)
        await exam.subscribe(changes.add, return_mode="diff", on_gap=gaps.add).ready()

        # A copy that follows by itself: read once, then changed by each difference.
        copies = Inbox[DocumentState]()
        realtime.watch_document(EXAMS, EXAM, on_state=lambda state, change: copies.add(state))
        await copies.at_least(1)

        await change(parlance, relay, changes)
        differences: list[list[tuple[str, str, object]]] = []
        for message in await changes.at_least(6):
            event = message.data.data
            expect(event.previous_revision or 0, event.revision - 1)
            steps = [(step.op, step.path, step.value) for step in event.diff or []]
            differences.append(steps)
            words = ", ".join(f"{op} {path}" for op, path, _ in steps)
            print(f"{event.revision}: {event.kind} ({message.event}) {words}")
        expect(gaps.items, [])
        expect(differences[1:3], [[("add", "/room", {"floor": 3})], [("replace", "/seats", 25)]])

        copy = (await copies.at_least(7))[-1]
        document = await parlance.documents.get(EXAMS, EXAM)
        expect((copy.revision, copy.data), (document.revision, document.data))
        print(f"The copy is the document: revision {copy.revision}, {copy.data}")


asyncio.run(main())
