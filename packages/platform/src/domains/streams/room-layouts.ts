import { timestamp } from "../../clock.js";
import { announce } from "../../events/announce.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import { listValues } from "../../resource/list-values.js";
import { checkVersion, type ResourceAnswer } from "../../resource/read.js";
import type { StoredRecord } from "../../store/store.js";
import { roomLayouts, roomMembers, type RoomData, type RoomLayoutData } from "./kinds.js";
import { layouts } from "./layouts.js";
import { membersOf } from "./membership.js";
import { personOf } from "./person.js";
import { roomChannel } from "./room-channel.js";
import { changeRoom, inside, requireRoom } from "./room-resource.js";
import { requireScope } from "./scopes.js";

/** Layouts: which there are, and which a room uses with whom where. */
export const layoutHandlers: HandlersOf<"rooms.layouts" | "rooms.layout"> = {
  "rooms.layouts.list": list,
  "rooms.layout.get": async (call) => answer(call, await requireLayout(call, await requireRoom(call))),
  "rooms.layout.replace": replace,
};

const everywhere = ["auto", "playback", "off-canvas"];

async function list(call: Call<"rooms.layouts.list">): Promise<Answer<"rooms.layouts.list">> {
  const room = await requireRoom(call);
  const values = layouts.map(({ name, description, places }, position) => ({
    id: name,
    position,
    value: { name, description, positions: [...everywhere, ...places] },
  }));
  return listValues({ ...inside(call, room), query: { ...call.query, order: "asc" } }, values);
}

/** Positions that are left out stay as they are; positions that are given are all there are. */
async function replace(call: Call<"rooms.layout.replace">): Promise<Answer<"rooms.layout.replace">> {
  const room = await requireRoom(call);
  const before = await requireLayout(call, room);
  checkVersion(call, before);
  const { name, positions } = call.body.value;
  if (!layouts.some((layout) => layout.name === name)) {
    throw problem("unprocessable", "There is no such layout. See rooms.layouts.list.", {
      errors: [{ pointer: "/name", code: "enum", message: "must be the name of a layout" }],
    });
  }
  if (positions !== undefined) await place(call, room, positions);
  const after = await call.records.update(roomLayouts, room.id, { data: { name } });
  if (room.data.layout !== name) await changeRoom(call, room, { layout: name, updatedBy: personOf(call).userId });
  const answered = await answer(call, after);
  await announce(call, { type: "room.layout.changed", channels: [roomChannel(room.id)], data: answered.body });
  return answered;
}

async function place(
  call: Call,
  room: StoredRecord<RoomData>,
  positions: Readonly<Record<string, string>>,
): Promise<void> {
  requireScope(call, "rooms:setPosition", room);
  const members = await membersOf(call, room.id);
  const strangers = Object.keys(positions).filter((id) => !members.some((member) => member.id === id));
  if (strangers.length > 0) {
    throw problem("unprocessable", "Positions are for members of the room. See errors.", {
      errors: strangers.map((id) => ({ pointer: `/positions/${id}`, code: "invalid", message: "is not in the room" })),
    });
  }
  for (const { id, data } of members) {
    const position = positions[id] ?? "auto";
    if (data.position !== position)
      await call.records.update(roomMembers, id, { data: { ...data, position } }, room.id);
  }
}

async function requireLayout(call: Call, room: StoredRecord<RoomData>): Promise<StoredRecord<RoomLayoutData>> {
  const record = await call.records.get(roomLayouts, room.id);
  if (record === undefined) throw new Error(`Room ${room.id} has no layout.`);
  return record;
}

async function answer(
  call: Call,
  record: StoredRecord<RoomLayoutData>,
): Promise<ResourceAnswer<Plain<contract.RoomLayout>>> {
  const placed = (await membersOf(call, record.id)).filter((member) => member.data.position !== "auto");
  const positions = Object.fromEntries(placed.map((member) => [member.id, member.data.position]));
  const body = { name: record.data.name, positions, version: record.version, updatedAt: timestamp(record.updatedAt) };
  return { status: 200, body, version: record.version };
}
