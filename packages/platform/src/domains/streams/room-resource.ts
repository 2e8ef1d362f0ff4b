import { announce } from "../../events/announce.js";
import type { Call, CallContext } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { answerResource, checkVersion, requireRecord, type ResourceAnswer } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp, times } from "../../resource/times.js";
import { requireAllowed } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import { rooms, type Room, type RoomData } from "./kinds.js";
import { personOf } from "./person.js";
import { planRoom } from "./deadlines.js";
import { roomChannel } from "./room-channel.js";
import { permits } from "./room-policy.js";

/** Rooms as answers show them. */
export const room: Resource<RoomData, Room> = {
  kind: rooms,
  noun: "room",
  present: (record) => {
    const { emptySince: _, closedAt, memberCount, sessionId, users, managerIds, ...data } = record.data;
    return {
      id: record.id,
      name: record.key ?? "",
      ...data,
      users: users.map((user) => ({ ...user })),
      managerIds,
      status: closedAt === null ? "open" : "closed",
      memberCount,
      sessionId: memberCount === 0 ? null : sessionId,
      ...times(record),
      closedAt: optionalTimestamp(closedAt),
    };
  },
};

/** A call of an operation on a room. */
export type InRoom = Call & { readonly path: { readonly room: string } };

/** The room of the path, if it exists for the caller: for its grants and by the room's policy. Throws `not_found`. */
export async function requireRoom(call: InRoom): Promise<StoredRecord<RoomData>> {
  const record = await requireRecord(call, room, { id: call.path.room });
  if (!permits(personOf(call), record.data, "get"))
    throw problem("not_found", "There is no such room in this project.");
  return record;
}

/** Throws `forbidden` if `select` of the caller's grants hides a member of the room that has an address of its own. */
export function requireShown(call: Call, record: StoredRecord<RoomData>, name: "metadata" | "policy"): void {
  if (!(name in call.access.show(room.present(record))))
    throw problem("forbidden", `The caller's grants do not show the ${name} of rooms.`);
}

/** Throws `conflict` if the room is closed. */
export function requireOpen({ data }: StoredRecord<RoomData>): void {
  if (data.closedAt !== null)
    throw problem("conflict", "The room is closed and cannot be opened again. Create another one.");
}

/**
 * The call for what belongs to a room that the caller may see: the filters of grants are about rooms, so they have decided
 * already and must not be asked about members, sessions or recordings.
 */
export function inside<Some extends CallContext>(call: Some, record: StoredRecord<RoomData>): Some {
  return { ...call, access: call.access.inside(room.present(record)) };
}

/** What may change of a room: its data, and its name. */
export type RoomChange = Partial<RoomData> & { readonly name?: string };

/** Changes a room and keeps the deadlines that follow from its data. */
export async function changeRoom(
  call: Call,
  record: StoredRecord<RoomData>,
  change: RoomChange,
): Promise<StoredRecord<RoomData>> {
  const { name, ...data } = change;
  const changed = await call.records.update(rooms, record.id, {
    data: { ...record.data, ...data },
    key: name ?? record.key,
  });
  await planRoom(call, changed);
  return changed;
}

/** `changeRoom` for the caller, after the checks of every write: `If-Match` holds, and the grants reach the result. */
export async function writeRoom(
  call: Call,
  record: StoredRecord<RoomData>,
  change: RoomChange,
): Promise<StoredRecord<RoomData>> {
  checkVersion(call, record);
  const before = room.present(record);
  const changed = await changeRoom(call, record, { updatedBy: personOf(call).userId, ...change });
  const resource = room.present(changed);
  requireAllowed(call, resource, room.noun);
  const names = Object.keys(change).filter(
    (name) => JSON.stringify(change[name as keyof RoomChange]) !== JSON.stringify(before[name as keyof Room]),
  );
  await announce(call, { type: "room.updated", channels: [roomChannel(record.id)], data: resource, changed: names });
  return changed;
}

/** Answers with a room. */
export function answerRoom(call: Call, record: StoredRecord<RoomData>): ResourceAnswer<Room> {
  return answerResource(call, room, record);
}

/** Throws `payload_too_large` if metadata are longer than the contract allows. */
export function requireMetadataSize(call: Call, metadata: JsonObject): void {
  const { metadataBytes } = call.contract.limits;
  if (Buffer.byteLength(JSON.stringify(metadata)) > metadataBytes) {
    throw problem("payload_too_large", `The metadata are longer than ${metadataBytes} bytes. Keep less in them.`);
  }
}
