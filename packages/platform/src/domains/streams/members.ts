import type { Answer, Call, HandlersOf } from "../../handler.js";
import { listResource } from "../../resource/list.js";
import { answerResource } from "../../resource/read.js";
import { selects } from "../../resource/selects.js";
import { answerCreated } from "../../resource/write.js";
import { newMember } from "./join.js";
import { member } from "./member-resource.js";
import { enterRoom, leaveRoom, membersOf } from "./membership.js";
import { isOwn, personOf } from "./person.js";
import { requireMember } from "./require-member.js";
import { inside, requireRoom } from "./room-resource.js";
import { holds, requireScope } from "./scopes.js";

/** Members of rooms: who is in now. */
export const memberHandlers: HandlersOf<`rooms.members.${"list" | "create" | "get" | "remove" | "removeAll"}`> = {
  "rooms.members.list": list,
  "rooms.members.create": join,
  "rooms.members.get": get,
  "rooms.members.remove": remove,
  "rooms.members.removeAll": removeAll,
};

async function list(call: Call<"rooms.members.list">): Promise<Answer<"rooms.members.list">> {
  const room = await requireRoom(call);
  const { type, userId } = call.query;
  return listResource(inside(call, room), member, {
    parent: room.id,
    where: selects({ type, userId }),
  });
}

async function get(call: Call<"rooms.members.get">): Promise<Answer<"rooms.members.get">> {
  const { room, member: found } = await requireMember(call);
  return answerResource(inside(call, room), member, found);
}

async function join(call: Call<"rooms.members.create">): Promise<Answer<"rooms.members.create">> {
  const room = await requireRoom(call);
  const joined = await enterRoom(call, room, await newMember(call, room));
  const location = call.contract.link("rooms.members.get", { room: room.id, member: joined.id });
  return answerCreated(inside(call, room), member, joined, location);
}

async function remove(call: Call<"rooms.members.remove">): Promise<Answer<"rooms.members.remove">> {
  const { room, member: leaving } = await requireMember(call);
  const own = isOwn(personOf(call), leaving.data);
  if (!own || !holds(call, "rooms:join", room)) requireScope(call, "rooms.member:remove", room);
  const { reason } = call.query;
  await leaveRoom(call, room, [leaving], {
    reason: own ? "left" : "removed",
    ...(reason !== undefined && { message: reason }),
  });
  return { status: 204 };
}

async function removeAll(call: Call<"rooms.members.removeAll">): Promise<Answer<"rooms.members.removeAll">> {
  const room = await requireRoom(call);
  const { reason, endSession } = call.body.value;
  const members = await membersOf(call, room.id);
  await leaveRoom(call, room, members, {
    reason: "removed",
    end: endSession ? "removed" : null,
    ...(reason !== undefined && { message: reason }),
  });
  return { status: 200, body: { removedCount: members.length } };
}
