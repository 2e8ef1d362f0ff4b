import { timestamp } from "../../clock.js";
import type { Answer, Call, Handler, Handlers } from "../../handler.js";
import { listResource } from "../../resource/list.js";
import { answerResource, requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import type { StoredRecord } from "../../store/store.js";
import {
  sessionEvents,
  sessionMembers,
  type RoomSessionData,
  type SessionEventData,
  type SessionMemberData,
} from "./kinds.js";
import { inside, requireRoom } from "./room-resource.js";
import { session } from "./session-resource.js";

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

/** Sessions of rooms: who took part and what happened. */
export const sessionHandlers: Handlers = {
  "rooms.sessions.list": list,
  "rooms.sessions.get": get,
  "rooms.sessions.members.list": listing(sessionMember),
  "rooms.sessions.events.list": listing(sessionEvent),
};

/** A session, and the call as it goes on inside its room. */
export interface SessionInRoom {
  readonly session: StoredRecord<RoomSessionData>;
  readonly within: Call;
}

/** The session of the path, in the room of the path. Throws `not_found`. */
export async function requireSession(call: Call): Promise<SessionInRoom> {
  const room = await requireRoom(call);
  const within = inside(call, room);
  return { session: await requireRecord(within, session, { id: call.path["session"] ?? "", parent: room.id }), within };
}

async function list(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const { status } = call.query;
  return listResource(inside(call, room), session, {
    parent: room.id,
    where: (item) => status === undefined || item["status"] === status,
  });
}

async function get(call: Call): Promise<Answer> {
  const found = await requireSession(call);
  return answerResource(found.within, session, found.session);
}

function listing<Data extends object>(resource: Resource<Data>): Handler {
  return async (call) => {
    const found = await requireSession(call);
    return listResource(found.within, resource, { parent: found.session.id });
  };
}
