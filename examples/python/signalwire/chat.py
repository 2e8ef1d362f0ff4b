"""Tokens for chat and pub/sub, limited to their channels; history by cursor."""

from parlance_sdk import ForbiddenError, Parlance
from parlance_sdk.types import ChannelSettingsUpdate, ChannelUpdate, Filter, Grant, MessageCreate, TokenCreate

from support.expect import expect, expect_refusal

OFFICE = "office"

with Parlance() as backend:
    backend.channels.update(OFFICE, body=ChannelUpdate(settings=ChannelSettingsUpdate(client_publish=True)))
    writing = Grant(
        scopes=["channels:read", "channels:publish", "channels:history"],
        resources=Filter.model_validate({"name": OFFICE}),
    )
    for_chat = backend.tokens.create(body=TokenCreate(user_id="ada", lifetime_seconds=900, grants=[writing]))
    reading = Grant(
        scopes=["channels:read", "channels:history"],
        resources=Filter.model_validate({"name": {"prefix": "off"}}),
    )
    for_reading = backend.tokens.create(body=TokenCreate(grants=[reading]))

with Parlance(token=for_chat.token) as ada:
    for text in ("Good morning", "Coffee?", "In five minutes"):
        ada.channels.publish(OFFICE, body=MessageCreate(event="message", data={"text": text}))

    first, second = ada.channels.messages.list(OFFICE, limit=2).pages()
    said = [(message.from_.user_id, message.data) for page in (first, second) for message in page.items]
    expect(said, [("ada", {"text": text}) for text in ("In five minutes", "Coffee?", "Good morning")])
    print(f"History, newest first: {len(first.items)} messages and {len(second.items)} on the next page")

    with expect_refusal(ForbiddenError):
        ada.channels.publish("elsewhere", body=MessageCreate(data="Hello?"))
    print("Her token is for this channel only")

with Parlance(token=for_reading.token) as reader:
    expect(len(reader.channels.messages.list(OFFICE).items), 3)
    with expect_refusal(ForbiddenError) as refusal:
        reader.channels.publish(OFFICE, body=MessageCreate(data="Psst"))
    print(f"A token for reading cannot publish: {refusal.error.code}")
