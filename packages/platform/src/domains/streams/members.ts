import type { Answer, Call, Handlers } from "../../handler.js";
import { listResource } from "../../resource/list.js";
import { answerResource } from "../../resource/read.js";
import { bodyObject } from "../../resource/write.js";
import { newMember } from "./join.js";
import { member } from "./member-resource.js";
import { enterRoom, leaveRoom, membersOf } from "./membership.js";
import { isOwn, personOf } from "./person.js";
import { requireMember } from "./require-member.js";
import { inside, requireRoom } from "./room-resource.js";
import { holds, requireScope } from "./scopes.js";

/** Members of rooms: who is in now. */
export const memberHandlers: Handlers = {
  "rooms.members.list": list,
  "rooms.members.create": join,
  "rooms.members.get": get,
  "rooms.members.remove": remove,
  "rooms.members.removeAll": removeAll,
};

async function list(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const { type, userId } = call.query;
  return listResource(inside(call, room), member, {
    parent: room.id,
    where: (item) =>
      (type === undefined || item["type"] === type) && (userId === undefined || item["userId"] === userId),
  });
}

async function get(call: Call): Promise<Answer> {
  const { room, member: found } = await requireMember(call);
  return answerResource(inside(call, room), member, found);
}

async function join(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const joined = await enterRoom(call, room, await newMember(call, room));
  const location = call.contract.link("rooms.members.get", { room: room.id, member: joined.id });
  return { ...answerResource(inside(call, room), member, joined, 201), headers: { Location: location } };
}

async function remove(call: Call): Promise<Answer> {
  const { room, member: leaving } = await requireMember(call);
  const own = isOwn(personOf(call), leaving.data);
  if (!own || !holds(call, "rooms:join", room)) requireScope(call, "rooms.member:remove", room);
  const { reason } = call.query;
  await leaveRoom(call, room, [leaving], {
    reason: own ? "left" : "removed",
    ...(typeof reason === "string" && { message: reason }),
  });
  return { status: 204 };
}

async function removeAll(call: Call): Promise<Answer> {
  const room = await requireRoom(call);
  const { reason, endSession } = bodyObject(call) as { readonly reason?: string; readonly endSession?: boolean };
  const members = await membersOf(call, room.id);
  await leaveRoom(call, room, members, {
    reason: "removed",
    end: endSession === true ? "removed" : null,
    ...(reason !== undefined && { message: reason }),
  });
  return { status: 200, body: { removedCount: members.length } };
}
