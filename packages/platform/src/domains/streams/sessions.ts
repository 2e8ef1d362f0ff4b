import { timestamp } from "../../clock.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import { listResource } from "../../resource/list.js";
import { answerResource, requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import { sessionEvents, sessionMembers, type SessionEventData, type SessionMemberData } from "./kinds.js";
import { inside, requireRoom } from "./room-resource.js";
import { session } from "./session-resource.js";

/** Sessions of rooms: who took part and what happened. */
export const sessionHandlers: Handlers = {
  "rooms.sessions.list": list,
  "rooms.sessions.get": get,
  "rooms.sessions.members.list": async (call) =>
    listResource(inside(call), sessionMember, { parent: (await requireSession(call)).id }),
  "rooms.sessions.events.list": async (call) =>
    listResource(inside(call), sessionEvent, { parent: (await requireSession(call)).id }),
};

const sessionMember: Resource<SessionMemberData> = {
  kind: sessionMembers,
  noun: "member",
  present: ({ id, createdAt, data: { userId, name, type, leftAt, leaveReason } }) => ({
    id,
    userId,
    name,
    type,
    joinedAt: timestamp(createdAt),
    leftAt: optionalTimestamp(leftAt),
    leaveReason,
  }),
};

const sessionEvent: Resource<SessionEventData> = {
  kind: sessionEvents,
  noun: "event",
  present: ({ id, createdAt, data }) => ({ id, ...data, occurredAt: timestamp(createdAt) }),
};

/** The session of the path, in the room of the path. Throws `not_found`. */
export async function requireSession(call: Call): Promise<{ readonly id: string; readonly roomId: string }> {
  const room = await requireRoom(call);
  const { id } = await requireRecord(inside(call), session, { id: call.path["session"] ?? "", parent: room.id });
  return { id, roomId: room.id };
}

async function list(call: Call): Promise<Answer> {
  const { id } = await requireRoom(call);
  const { status } = call.query;
  return listResource(inside(call), session, {
    parent: id,
    where: (item) => status === undefined || item["status"] === status,
  });
}

async function get(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const record = await requireRecord(inside(call), session, { id: call.path["session"] ?? "", parent: room.id });
  return answerResource(inside(call), session, record);
}
