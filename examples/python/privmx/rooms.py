"""A room with private metadata: create, list, get, change, and what a stale version gives."""

import json
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from parlance_sdk import Parlance, PreconditionFailedError
from parlance_sdk.types import RoomCreate, RoomUpdate, RoomUser

from support.expect import expect, expect_refusal


def make_public_key() -> str:
    """The public half of a new pair of keys."""
    key = X25519PrivateKey.generate().public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return urlsafe_b64encode(spki).rstrip(b"=").decode()


with Parlance() as parlance:
    # Public keys are what the room key is wrapped for; the platform never sees the private halves.
    users = [RoomUser(user_id=user, public_key=make_public_key()) for user in ("ada", "grace")]
    managers = [user.user_id for user in users]

    created = parlance.rooms.create(body=RoomCreate(name="stand-up", users=users, manager_ids=managers))
    print(f"Made the room {created.name} ({created.id}), version {created.version}")

    listed = parlance.rooms.list().items
    expect([room.id for room in listed], [created.id])
    print(f"Rooms: {', '.join(room.name for room in listed)}")

    answer = parlance.rooms.with_response.get(created.id)
    room, version = answer.data, answer.headers.e_tag or "*"
    expect(room.manager_ids, managers)

    # What only members may read is encrypted before it gets here; to the platform it is bytes.
    private_metadata = json.dumps({"name": "new-name"}).encode()
    change = RoomUpdate(private_metadata=private_metadata)
    changed = parlance.rooms.update(room.id, if_match=version, body=change)
    expect(changed.version, room.version + 1)
    expect(changed.users, room.users)
    expect(parlance.rooms.get(room.id).private_metadata, private_metadata)
    print(f"Changed its private metadata, nothing else: version {changed.version}")

    with expect_refusal(PreconditionFailedError, "version_conflict") as refusal:
        parlance.rooms.update(room.id, if_match=version, body=change)
    print(f"The same change again is refused, for the version is stale: {refusal.error.code}")
