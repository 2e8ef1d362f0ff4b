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

/** Events kept of one session; beyond it the oldest go. */
const maxEvents = 10_000;

/** Which session of which room. */
export interface SessionAt {
  readonly roomId: string;
  readonly sessionId: string;
}

/** An event of a session, as the realtime event is called. */
export interface SessionEvent {
  readonly type: string;
  /** The member it concerns, if any. */
  readonly memberId?: string;
  readonly data?: JsonObject;
}

/** Begins a session of a room. Returns its id. */
export async function beginSession(call: Call, roomId: string): Promise<string> {
  const sessionId = call.ids("ses");
  const data: RoomSessionData = { memberCount: 0, totalMemberCount: 0, eventCount: 0, endedAt: null, endReason: null };
  await call.records.insert(roomSessions, { id: sessionId, parent: roomId, data });
  await noteEvent(call, { roomId, sessionId }, { type: "room.started" });
  return sessionId;
}

/** Ends a session. */
export async function endSession(call: Call, at: SessionAt, endReason: EndReason): Promise<void> {
  await noteEvent(call, at, { type: "room.ended", data: { endReason } });
  await changeSession(call, at, (data) => ({ ...data, memberCount: 0, endedAt: call.clock(), endReason }));
}

/** Keeps that somebody takes part in a session. */
export async function noteJoin(call: Call, at: SessionAt, member: StoredRecord<RoomMemberData>): Promise<void> {
  const { userId, name, type } = member.data;
  const data = { userId, name, type, leftAt: null, leaveReason: null };
  await call.records.insert(sessionMembers, { id: member.id, parent: at.sessionId, data });
  await changeSession(call, at, (session) => ({
    ...session,
    memberCount: session.memberCount + 1,
    totalMemberCount: session.totalMemberCount + 1,
  }));
  await noteEvent(call, at, { type: "room.member.joined", memberId: member.id, data: { name } });
}

/** Keeps that somebody left, and why. */
export async function noteLeave(
  call: Call,
  at: SessionAt,
  { member, reason, message }: { readonly member: StoredRecord<RoomMemberData>; readonly reason: LeaveReason; readonly message: string | undefined },
): Promise<void> {
  const part = await call.records.get(sessionMembers, member.id, at.sessionId);
  if (part !== undefined) {
    const data = { ...part.data, leftAt: call.clock(), leaveReason: reason };
    await call.records.update(sessionMembers, member.id, { data }, at.sessionId);
  }
  await changeSession(call, at, (session) => ({ ...session, memberCount: session.memberCount - 1 }));
  const { name } = member.data;
  const data = { name, reason, ...(message !== undefined && { message }) };
  await noteEvent(call, at, { type: "room.member.left", memberId: member.id, data });
}

/** Adds an event to a session. */
export async function noteEvent(call: Call, at: SessionAt, { type, memberId, data = {} }: SessionEvent): Promise<void> {
  const { eventCount } = await changeSession(call, at, (session) => ({ ...session, eventCount: session.eventCount + 1 }));
  if (eventCount > maxEvents) {
    const [oldest] = await call.records.list(sessionEvents, { parent: at.sessionId, order: "asc", limit: 1 });
    if (oldest !== undefined) await call.records.remove(sessionEvents, oldest.id, at.sessionId);
  }
  await call.records.insert(sessionEvents, { id: call.ids("evt"), parent: at.sessionId, data: { type, memberId: memberId ?? null, data } });
}

async function changeSession(call: Call, at: SessionAt, change: (data: RoomSessionData) => RoomSessionData): Promise<RoomSessionData> {
  const session = await call.records.get(roomSessions, at.sessionId, at.roomId);
  if (session === undefined) throw new Error(`Room ${at.roomId} has no session ${at.sessionId}.`);
  const changed = await call.records.update(roomSessions, session.id, { data: change(session.data) }, at.roomId);
  return changed.data;
}
