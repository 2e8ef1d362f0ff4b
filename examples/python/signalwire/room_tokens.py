"""A backend mints room tokens with its id and secret; what they let a member do, and what not."""

import os

from parlance_sdk import ForbiddenError, Parlance, UnauthorizedError
from parlance_sdk.types import RoomCreate, RoomMemberCreate, RoomMemberUpdate, RoomTokenCreate

from support.expect import expect, expect_refusal

NINE = [
    "rooms.self:audioMute",
    "rooms.self:audioUnmute",
    "rooms.self:videoMute",
    "rooms.self:videoUnmute",
    "rooms.self:deaf",
    "rooms.self:undeaf",
    "rooms.self:setInputVolume",
    "rooms.self:setOutputVolume",
    "rooms.self:setInputSensitivity",
]

# Tokens can be had with the id and the secret alone (Basic), e.g. from a backend that cannot sign.
username, password = os.environ["PARLANCE_CLIENT_ID"], os.environ["PARLANCE_CLIENT_SECRET"]
with Parlance() as backend, Parlance(username=username, password=password) as minter:
    office = backend.rooms.create(body=RoomCreate(name="office"))
    wish = RoomTokenCreate(room="office", user_id="ada", user_name="Ada", scopes=["rooms:join", *NINE])
    minted = minter.rooms.tokens.create(body=wish)
    print(f"A token for {minted.lifetime_seconds} s to join with nine permissions")

    with Parlance(token=minted.token) as member:
        ada = member.rooms.members.create(office.id, body=RoomMemberCreate())
        expect(ada.name, "Ada")
        print(f"{ada.name} has joined")

        for update in (
            RoomMemberUpdate(audio_muted=True),
            RoomMemberUpdate(audio_muted=False),
            RoomMemberUpdate(video_muted=True),
            RoomMemberUpdate(video_muted=False),
            RoomMemberUpdate(deaf=True),
            RoomMemberUpdate(deaf=False),
            RoomMemberUpdate(input_volume=5),
            RoomMemberUpdate(output_volume=-5),
            RoomMemberUpdate(input_sensitivity=40),
        ):
            changed = member.rooms.members.update(office.id, ada.id, body=update)
            asked = update.model_dump(exclude_unset=True)
            expect(changed.model_dump(include=set(asked)), asked)
        print("All nine operations on herself succeed")

        with expect_refusal(ForbiddenError) as refusal:
            member.rooms.members.update(office.id, ada.id, body=RoomMemberUpdate(raised_hand=True))
        print(f"Outside the token: {refusal.error.code}")
        with expect_refusal(ForbiddenError) as refusal:
            member.rooms.lock(office.id)
        print(f"Outside the token: {refusal.error.code}")

    expect(backend.rooms.members.get(office.id, ada.id).raised_hand, False)
    expect(backend.rooms.get(office.id).locked, False)

    wish = RoomTokenCreate(room="office", scopes=["rooms:join", "rooms.self:audioMute", "rooms.self:audioUnmute"])
    with Parlance(token=minter.rooms.tokens.create(body=wish).token) as holder:
        print(f"The short form may {', '.join(holder.tokens.whoami().scopes)}")

with Parlance(username=username, password="wrong") as stranger, expect_refusal(UnauthorizedError) as wrong:
    stranger.rooms.tokens.create(body=RoomTokenCreate(room="office"))
print(f"A wrong secret: {wrong.error.code}")
