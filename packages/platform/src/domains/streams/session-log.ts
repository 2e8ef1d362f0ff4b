import { announce, type EventOf } from "../../events/announce.js";
import type { EventData } from "../../events/keep-event.js";
import type { Call } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { StoredRecord } from "../../store/store.js";
import {
  roomSessions,
  sessionEvents,
  sessionMembers,
  type EndReason,
  type LeaveReason,
  type RoomMemberData,
  type RoomSessionData,
} from "./kinds.js";
import { member } from "./member-resource.js";
import { roomChannel } from "./room-channel.js";
import { session } from "./session-resource.js";

/** Events kept of one session; beyond it the oldest go. */
const maxEvents = 10_000;

/** Which session of which room. */
export interface SessionAt {
  readonly roomId: string;
  readonly sessionId: string;
}

/** An event of a session, as the realtime event is called. */
export interface SessionEvent<Type extends EventData["type"]> {
  readonly type: Type;
  /** The member it concerns, if any. */
  readonly memberId?: string;
  /** What is pushed. */
  readonly data: EventOf<Type>["data"];
  /** Names of the members of `data` that are different from before. */
  readonly changed?: readonly string[];
  /** What the session keeps of it, for people who read what happened. */
  readonly note?: JsonObject;
}

/** Begins a session of a room. Returns its id. */
export async function beginSession(call: Call, roomId: string): Promise<string> {
  const data: RoomSessionData = { memberCount: 0, totalMemberCount: 0, eventCount: 0, endedAt: null, endReason: null };
  const record = await call.records.insert(roomSessions, { id: call.ids("ses"), parent: roomId, data });
  await tellSession(call, { roomId, sessionId: record.id }, { type: "room.started", data: session.present(record) });
  return record.id;
}

/** Ends a session. */
export async function endSession(call: Call, at: SessionAt, endReason: EndReason): Promise<void> {
  const record = await changeSession(call, at, (data) => ({
    ...data,
    memberCount: 0,
    endedAt: call.clock(),
    endReason,
  }));
  await tellSession(call, at, { type: "room.ended", data: session.present(record), note: { endReason } });
}

/** Keeps that somebody takes part in a session. */
export async function noteJoin(call: Call, at: SessionAt, joined: StoredRecord<RoomMemberData>): Promise<void> {
  const { userId, name, type } = joined.data;
  const data = { userId, name, type, leftAt: null, leaveReason: null };
  await call.records.insert(sessionMembers, { id: joined.id, parent: at.sessionId, data });
  await changeSession(call, at, (before) => ({
    ...before,
    memberCount: before.memberCount + 1,
    totalMemberCount: before.totalMemberCount + 1,
  }));
  await tellSession(call, at, {
    type: "room.member.joined",
    memberId: joined.id,
    data: member.present(joined),
    note: { name },
  });
}

/** Who left, and why. */
export interface Leaving {
  readonly left: StoredRecord<RoomMemberData>;
  readonly reason: LeaveReason;
  /** A sentence for those who leave. */
  readonly message: string | undefined;
}

/** Keeps that somebody left, and why. */
export async function noteLeave(call: Call, at: SessionAt, { left, reason, message }: Leaving): Promise<void> {
  const part = await call.records.get(sessionMembers, left.id, at.sessionId);
  if (part !== undefined) {
    const data = { ...part.data, leftAt: call.clock(), leaveReason: reason };
    await call.records.update(sessionMembers, left.id, { data }, at.sessionId);
  }
  await changeSession(call, at, (before) => ({ ...before, memberCount: before.memberCount - 1 }));
  await tellSession(call, at, {
    type: "room.member.left",
    memberId: left.id,
    data: { member: member.present(left), reason },
    note: { name: left.data.name, reason, ...(message !== undefined && { message }) },
  });
}

/** Tells that something happened in a session: pushed to the room, and kept with the session under the same id. */
export async function tellSession<Type extends EventData["type"]>(
  call: Call,
  at: SessionAt,
  { type, memberId, data, changed, note = {} }: SessionEvent<Type>,
): Promise<void> {
  const { id } = await announce(call, {
    type,
    channels: [roomChannel(at.roomId)],
    data,
    ...(changed !== undefined && { changed }),
  });
  const { eventCount } = (await changeSession(call, at, (before) => ({ ...before, eventCount: before.eventCount + 1 })))
    .data;
  if (eventCount > maxEvents) {
    const [oldest] = await call.records.list(sessionEvents, { parent: at.sessionId, order: "asc", limit: 1 });
    if (oldest !== undefined) await call.records.remove(sessionEvents, oldest.id, at.sessionId);
  }
  await call.records.insert(sessionEvents, {
    id,
    parent: at.sessionId,
    data: { type, memberId: memberId ?? null, data: note },
  });
}

async function changeSession(
  call: Call,
  at: SessionAt,
  change: (data: RoomSessionData) => RoomSessionData,
): Promise<StoredRecord<RoomSessionData>> {
  const record = await call.records.get(roomSessions, at.sessionId, at.roomId);
  if (record === undefined) throw new Error(`Room ${at.roomId} has no session ${at.sessionId}.`);
  return call.records.update(roomSessions, record.id, { data: change(record.data) }, at.roomId);
}
