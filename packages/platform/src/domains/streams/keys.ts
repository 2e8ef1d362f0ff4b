import { timestamp } from "../../clock.js";
import { announce } from "../../events/announce.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import type { StoredRecord } from "../../store/store.js";
import { roomKeys, type RoomData, type RoomKeyData } from "./kinds.js";
import { personOf } from "./person.js";
import { roomChannel } from "./room-channel.js";
import { isRoomUser } from "./room-policy.js";
import { changeRoom, inside, requireRoom } from "./room-resource.js";
import { addKey } from "./rotate-key.js";

/** Keys of encrypted rooms, each wrapped for the users of the room. */
export const keyHandlers: HandlersOf<"rooms.keys"> = {
  "rooms.keys.list": list,
  "rooms.keys.rotate": rotate,
  "rooms.keys.get": get,
  "rooms.keys.share": share,
};

type RoomKey = Plain<contract.RoomKey>;

const mostUsers = 1000;

/** Keys as the caller may see them: wrapped for the user, or for everybody if it manages the room or is a back end. */
function keyFor(call: Call, room: StoredRecord<RoomData>): Resource<RoomKeyData, RoomKey> {
  const { userId, backEnd } = personOf(call);
  const all = backEnd || (userId !== null && room.data.managerIds.includes(userId));
  return {
    kind: roomKeys,
    noun: "key",
    present: ({ id, parent, createdAt, data }) => ({
      id,
      roomId: parent,
      current: id === room.data.keyId,
      wrappedKeys: data.wrappedKeys.filter((key) => all || key.userId === userId).map((key) => ({ ...key })),
      createdBy: data.createdBy,
      createdAt: timestamp(createdAt),
    }),
  };
}

async function list(call: Call<"rooms.keys.list">): Promise<Answer<"rooms.keys.list">> {
  const room = await requireRoom(call);
  return listResource(inside(call, room), keyFor(call, room), { parent: room.id });
}

async function get(call: Call<"rooms.keys.get">): Promise<Answer<"rooms.keys.get">> {
  const room = await requireRoom(call);
  return { status: 200, body: show(call, room, await requireKey(call, room)) };
}

async function rotate(call: Call<"rooms.keys.rotate">): Promise<Answer<"rooms.keys.rotate">> {
  const before = await requireRoom(call);
  const record = await addKey(call, before.id, { key: call.body.value, room: before.data });
  const room = await changeRoom(call, before, { keyId: record.id, updatedBy: personOf(call).userId });
  const data = { roomId: room.id, keyId: record.id };
  await announce(call, { type: "room.key.rotated", channels: [roomChannel(room.id)], data });
  const location = call.contract.link("rooms.keys.get", { room: room.id, key: record.id });
  return { status: 201, body: show(call, room, record), headers: { location } };
}

/** Who has the key already gets it anew, such as after a change of its public key. */
async function share(call: Call<"rooms.keys.share">): Promise<Answer<"rooms.keys.share">> {
  const room = await requireRoom(call);
  const record = await requireKey(call, room);
  const { wrappedKeys } = call.body.value;
  const strangers = wrappedKeys.filter((key) => !isRoomUser(room.data, key.userId));
  if (strangers.length > 0) {
    throw problem("unprocessable", "A key is shared with users of the room only. See errors.", {
      errors: strangers.map(({ userId }) => ({
        pointer: "/wrappedKeys",
        code: "invalid",
        message: `"${userId}" is no user of the room`,
      })),
    });
  }
  const byUser = new Map([...record.data.wrappedKeys, ...wrappedKeys].map((key) => [key.userId, key]));
  if (byUser.size > mostUsers) throw problem("unprocessable", `A key is wrapped for at most ${mostUsers} users.`);
  const data = { ...record.data, wrappedKeys: [...byUser.values()] };
  const shared = await call.records.update(roomKeys, record.id, { data }, room.id);
  return { status: 200, body: show(call, room, shared) };
}

function requireKey(
  call: Call<"rooms.keys.get" | "rooms.keys.share">,
  room: StoredRecord<RoomData>,
): Promise<StoredRecord<RoomKeyData>> {
  return requireRecord(inside(call, room), keyFor(call, room), { id: call.path.key, parent: room.id });
}

function show(call: Call, room: StoredRecord<RoomData>, record: StoredRecord<RoomKeyData>): RoomKey {
  return inside(call, room).access.show(keyFor(call, room).present(record));
}
