import { announce } from "../../events/announce.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { patchObject } from "../../json/merge-patch.js";
import { problem } from "../../problem/platform-error.js";
import { listResource } from "../../resource/list.js";
import { checkVersion } from "../../resource/read.js";
import { createResource } from "../../resource/write.js";
import { selects } from "../../resource/selects.js";
import type { StoredRecord } from "../../store/store.js";
import { planRoom } from "./deadlines.js";
import { roomKeys, roomLayouts, rooms, type RoomData } from "./kinds.js";
import { defaultLayout } from "./layouts.js";
import { leaveRoom, membersOf } from "./membership.js";
import { personOf } from "./person.js";
import { removeRoom } from "./remove-room.js";
import { roomChannel } from "./room-channel.js";
import { isRoomUser, permits, requirePermitted } from "./room-policy.js";
import { answerRoom, requireMetadataSize, requireRoom, room, writeRoom } from "./room-resource.js";
import { completeSettings, settingsOf } from "./room-settings.js";
import { addKey, type NewRoomKey } from "./rotate-key.js";

/** Rooms: places where members meet. */
export const roomHandlers: HandlersOf<`rooms.${"list" | "create" | "get" | "update" | "delete" | "close"}`> = {
  "rooms.list": list,
  "rooms.create": create,
  "rooms.get": async (call) => answerRoom(call, await requireRoom(call)),
  "rooms.update": update,
  "rooms.delete": remove,
  "rooms.close": close,
};

function list(call: Call<"rooms.list">): Promise<Answer<"rooms.list">> {
  const { name, status, userId } = call.query;
  const person = personOf(call);
  const selected = selects({ name, status });
  return listResource(call, room, {
    where: (item) =>
      selected(item) && (userId === undefined || isRoomUser(item, userId)) && permits(person, item, "get"),
  });
}

async function create(call: Call<"rooms.create">): Promise<Answer<"rooms.create">> {
  const { name, encrypted, key, policy = {}, ...given } = call.body.value;
  if (encrypted && key === undefined) {
    throw problem("unprocessable", "An encrypted room needs its first key, wrapped for its users.", {
      errors: [{ pointer: "/key", code: "required", message: "is required in an encrypted room" }],
    });
  }
  const id = call.ids("room");
  const { userId } = personOf(call);
  const data: RoomData = {
    ...completeSettings(given, name),
    policy,
    encrypted,
    keyId: key?.id ?? null,
    locked: false,
    hideVideoMuted: false,
    prioritizeHandRaise: false,
    layout: defaultLayout,
    recording: false,
    broadcasting: false,
    memberCount: 0,
    sessionId: null,
    emptySince: call.clock(),
    createdBy: userId,
    updatedBy: userId,
    closedAt: null,
  };
  requireMetadataSize(call, data.metadata);
  const answer = await createResource(call, room, {
    id,
    key: name,
    data,
    location: call.contract.link("rooms.get", { room: id }),
  });
  if (key !== undefined) await addKey(call, id, { key, room: data });
  await call.records.insert(roomLayouts, { id, data: { name: data.layout } });
  await planRoom(call, { id, data });
  await announce(call, { type: "room.created", channels: [roomChannel(id)], data: answer.body });
  return answer;
}

/** Who is no longer among the users is sent out. */
async function update(call: Call<"rooms.update">): Promise<Answer<"rooms.update">> {
  const record = await requireRoom(call);
  requirePermitted(call, record.data, "update");
  const { name = record.key ?? "", key, ...patch } = call.body.value;
  const settings = completeSettings(patchObject(settingsOf(record.data), patch), name);
  requireMetadataSize(call, settings.metadata);
  requireRemovable(call, record.data, settings.managerIds);
  await requireUnused(call, record, { name, key });
  if (key !== undefined) await addKey(call, record.id, { key, room: { ...record.data, ...settings } });
  const written = await writeRoom(call, record, { ...settings, name, ...(key !== undefined && { keyId: key.id }) });
  const strangers = (await membersOf(call, record.id)).filter((member) => !isRoomUser(settings, member.data.userId));
  return answerRoom(call, await leaveRoom(call, written, strangers, { reason: "removed" }));
}

/** An update has no 409, so a name or key id that is taken is content that cannot be applied. Throws `unprocessable`. */
async function requireUnused(
  call: Call,
  { id }: StoredRecord<RoomData>,
  { name, key }: { readonly name: string; readonly key: NewRoomKey | undefined },
): Promise<void> {
  const named = await call.records.find(rooms, name);
  const keyed = key === undefined ? undefined : await call.records.get(roomKeys, key.id, id);
  const errors = [
    ...(named === undefined || named.id === id
      ? []
      : [{ pointer: "/name", code: "unique" as const, message: "is the name of another room" }]),
    ...(keyed === undefined
      ? []
      : [{ pointer: "/key/id", code: "unique" as const, message: "was the id of a key before" }]),
  ];
  if (errors.length > 0)
    throw problem("unprocessable", "The name or the id of the key is taken. Choose another.", { errors });
}

/** Throws `forbidden` if the policy keeps a manager whom the update would remove. */
function requireRemovable(call: Call, before: RoomData, managerIds: readonly string[]): void {
  const { userId } = personOf(call);
  const removed = new Set(before.managerIds.filter((id) => !managerIds.includes(id)));
  if (userId !== null && removed.has(userId)) requirePermitted(call, before, "updaterCanBeRemovedFromManagers");
  if (before.createdBy !== null && removed.has(before.createdBy))
    requirePermitted(call, before, "ownerCanBeRemovedFromManagers");
}

async function remove(call: Call<"rooms.delete">): Promise<Answer<"rooms.delete">> {
  const record = await requireRoom(call);
  checkVersion(call, record);
  requirePermitted(call, record.data, "delete");
  await removeRoom(call, record);
  return { status: 204 };
}

/** Closing a closed room changes nothing. */
async function close(call: Call<"rooms.close">): Promise<Answer<"rooms.close">> {
  const record = await requireRoom(call);
  requirePermitted(call, record.data, "delete");
  if (record.data.closedAt !== null) return answerRoom(call, record);
  const left = await leaveRoom(call, record, await membersOf(call, record.id), { reason: "ended", end: "closed" });
  return answerRoom(call, await writeRoom(call, left, { closedAt: call.clock() }));
}
