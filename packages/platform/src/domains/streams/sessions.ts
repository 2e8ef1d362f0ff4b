import { timestamp } from "../../clock.js";
import type * as contract from "../../gen/types.gen.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import { listResource, type PageAnswer } from "../../resource/list.js";
import { requireRecord } from "../../resource/read.js";
import type { Resource } from "../../resource/resource.js";
import { selects } from "../../resource/selects.js";
import { optionalTimestamp } from "../../resource/times.js";
import type { StoredRecord } from "../../store/store.js";
import {
  sessionEvents,
  sessionMembers,
  type RoomSessionData,
  type SessionEventData,
  type SessionMemberData,
} from "./kinds.js";
import { inside, requireRoom, type InRoom } from "./room-resource.js";
import { session } from "./session-resource.js";

const sessionMember: Resource<SessionMemberData, Plain<contract.RoomSessionMember>> = {
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

const sessionEvent: Resource<SessionEventData, Plain<contract.RoomSessionEvent>> = {
  kind: sessionEvents,
  noun: "event",
  present: ({ id, createdAt, data }) => ({ id, ...data, occurredAt: timestamp(createdAt) }),
};

/** Sessions of rooms: who took part and what happened. */
export const sessionHandlers: HandlersOf<
  "rooms.sessions.list" | "rooms.sessions.get" | "rooms.sessions.members" | "rooms.sessions.events"
> = {
  "rooms.sessions.list": list,
  "rooms.sessions.get": get,
  "rooms.sessions.members.list": listing(sessionMember),
  "rooms.sessions.events.list": listing(sessionEvent),
};

/** A call of an operation on a session of a room. */
export type InSession = InRoom & { readonly path: { readonly session: string } };

/** A session, and the call as it goes on inside its room. */
export interface SessionInRoom {
  readonly session: StoredRecord<RoomSessionData>;
  readonly within: Call;
}

/** The session of the path, in the room of the path. Throws `not_found`. */
export async function requireSession(call: InSession): Promise<SessionInRoom> {
  const room = await requireRoom(call);
  const within = inside(call, room);
  return { session: await requireRecord(within, session, { id: call.path.session, parent: room.id }), within };
}

async function list(call: Call<"rooms.sessions.list">): Promise<Answer<"rooms.sessions.list">> {
  const room = await requireRoom(call);
  const { status } = call.query;
  return listResource(inside(call, room), session, {
    parent: room.id,
    where: selects({ status }),
  });
}

async function get(call: Call<"rooms.sessions.get">): Promise<Answer<"rooms.sessions.get">> {
  const found = await requireSession(call);
  return { status: 200, body: found.within.access.show(session.present(found.session)) };
}

function listing<Data extends object, Shown extends JsonObject>(
  resource: Resource<Data, Shown>,
): (call: InSession) => Promise<PageAnswer<Shown>> {
  return async (call) => {
    const found = await requireSession(call);
    return listResource(found.within, resource, { parent: found.session.id });
  };
}
