import { announce } from "../../events/announce.js";
import type { Call } from "../../handler.js";
import type { StoredRecord } from "../../store/store.js";
import { planDeadline } from "./deadlines.js";
import {
  roomLayouts,
  roomMembers,
  type EndReason,
  type LeaveReason,
  type RoomData,
  type RoomMemberData,
} from "./kinds.js";
import { roomChannel } from "./room-channel.js";
import { changeRoom } from "./room-resource.js";
import { beginSession, endSession, noteJoin, noteLeave } from "./session-log.js";

/** Members of a room where `maxMembers` is null: the limit of the embedded platform. */
export const mostMembers = 1000;

/** Everybody in a room, the newest first. */
export function membersOf(call: Call, roomId: string): Promise<readonly StoredRecord<RoomMemberData>[]> {
  return call.records.list(roomMembers, { parent: roomId, order: "desc", limit: mostMembers });
}

/** Lets somebody in whom `requireAdmission` has admitted. The first one begins a session. */
export async function enterRoom(
  call: Call,
  room: StoredRecord<RoomData>,
  data: Omit<RoomMemberData, "sessionId">,
): Promise<StoredRecord<RoomMemberData>> {
  const sessionId = room.data.sessionId ?? (await beginSession(call, room.id));
  const member = await call.records.insert(roomMembers, {
    id: call.ids("mem"),
    parent: room.id,
    data: { ...data, sessionId },
  });
  await noteJoin(call, { roomId: room.id, sessionId }, member);
  await planDeadline(call, member.id, { what: "member", roomId: room.id, at: data.removeAt });
  await changeRoom(call, room, { sessionId, memberCount: room.data.memberCount + 1, emptySince: null });
  if (data.position !== "auto") await touchLayout(call, room.id);
  if (data.type === "audience") await tellAudience(call, room.id);
  return member;
}

/** How members leave. */
export interface Leave {
  readonly reason: LeaveReason;
  /** A sentence for those who leave. */
  readonly message?: string;
  /** Left out = the session ends when nobody is left; null = it goes on, empty. */
  readonly end?: EndReason | null;
}

/** Ends memberships, each with its screens and devices. Returns the room as it is then. */
export async function leaveRoom(
  call: Call,
  room: StoredRecord<RoomData>,
  members: readonly StoredRecord<RoomMemberData>[],
  { reason, message, end = "empty" }: Leave,
): Promise<StoredRecord<RoomData>> {
  const everybody = await membersOf(call, room.id);
  const ids = new Set(members.map((member) => member.id));
  const leaving = everybody.filter((member) => ids.has(member.id) || ids.has(member.data.parentId ?? ""));
  for (const member of leaving) {
    await call.records.remove(roomMembers, member.id, room.id);
    await planDeadline(call, member.id, { what: "member", roomId: room.id, at: null });
    await noteLeave(call, { roomId: room.id, sessionId: member.data.sessionId }, { left: member, reason, message });
  }
  if (leaving.some((member) => member.data.position !== "auto")) await touchLayout(call, room.id);
  if (leaving.some((member) => member.data.type === "audience")) await tellAudience(call, room.id);
  const memberCount = room.data.memberCount - leaving.length;
  if (leaving.length > 0 && memberCount > 0 && leaving.some((member) => member.data.endOnLeave)) {
    const left = await changeRoom(call, room, { memberCount });
    return leaveRoom(call, left, everybody, { reason: "ended", end: "removed" });
  }
  const { sessionId } = room.data;
  const ended = leaving.length > 0 || end !== "empty";
  const ends = memberCount === 0 && ended && end !== null && sessionId !== null;
  if (ends) await endSession(call, { roomId: room.id, sessionId }, end);
  if (leaving.length === 0 && !ends) return room;
  return changeRoom(call, room, {
    memberCount,
    ...(ends && { sessionId: null }),
    ...(memberCount === 0 && room.data.emptySince === null && { emptySince: call.clock() }),
  });
}

/** Tells how many watch now. */
export async function tellAudience(call: Call, roomId: string): Promise<void> {
  const watching = (await membersOf(call, roomId)).filter((member) => member.data.type === "audience");
  const data = { roomId, total: watching.length };
  await announce(call, { type: "room.audience.changed", channels: [roomChannel(roomId)], data });
}

/** Raises the version of who stands where. */
export async function touchLayout(call: Call, roomId: string): Promise<void> {
  const layout = await call.records.get(roomLayouts, roomId);
  if (layout !== undefined) await call.records.update(roomLayouts, roomId, { data: layout.data });
}
