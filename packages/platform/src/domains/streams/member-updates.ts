import type { Answer, Call, HandlersOf } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { mergeObjects } from "../../json/merge-patch.js";
import { problem } from "../../problem/platform-error.js";
import { answerResource, checkVersion, type ResourceAnswer } from "../../resource/read.js";
import { roomMembers, type RoomMember, type RoomMemberData } from "./kinds.js";
import { member } from "./member-resource.js";
import { tellAudience, touchLayout } from "./membership.js";
import { deleteMetadata, replaceMetadata, updateMetadata, type MetadataChange } from "./metadata-changes.js";
import { propertyScopes } from "./property-scopes.js";
import { requireMember, type InMember, type MemberInRoom } from "./require-member.js";
import { inside, requireMetadataSize } from "./room-resource.js";
import { audienceScopes, memberScopes, requireMemberScope, requireRoomScopes } from "./scopes.js";
import { tellSession } from "./session-log.js";

/** Changes of members: by themselves and by moderators. */
export const memberUpdateHandlers: HandlersOf<
  "rooms.members.update" | "rooms.members.promote" | "rooms.members.demote" | "rooms.members.metadata"
> = {
  "rooms.members.update": update,
  "rooms.members.promote": promote,
  "rooms.members.demote": demote,
  "rooms.members.metadata.get": async (call) => answerMetadata(await requireMember(call)),
  "rooms.members.metadata.replace": changing(replaceMetadata),
  "rooms.members.metadata.update": changing(updateMetadata),
  "rooms.members.metadata.delete": changing(deleteMetadata),
};

/** Each property needs its own scope; if one is missing, nothing changes. */
async function update(call: Call<"rooms.members.update">): Promise<Answer<"rooms.members.update">> {
  const found = await requireMember(call);
  const { metadata, ...patch } = call.body.value;
  for (const action of propertyScopes(call.operation, call.body.value)) requireMemberScope(call, action, found);
  const merged = metadata !== undefined && { metadata: mergeObjects(found.member.data.metadata, metadata) };
  return answer(call, await write(call, found, { ...patch, ...merged }, "room.member.updated"));
}

async function promote(call: Call<"rooms.members.promote">): Promise<Answer<"rooms.members.promote">> {
  const found = await requireMember(call);
  if (found.member.data.type !== "audience")
    throw problem("conflict", "Only somebody in the audience can be promoted.");
  const { scopes = memberScopes, ...given } = call.body.value;
  requireRoomScopes(scopes);
  return answer(call, await write(call, found, { ...given, scopes, type: "member" }, "room.member.promoted"));
}

async function demote(call: Call<"rooms.members.demote">): Promise<Answer<"rooms.members.demote">> {
  const found = await requireMember(call);
  if (found.member.data.type !== "member") throw problem("conflict", "Only a member can be demoted to the audience.");
  const { scopes = audienceScopes } = call.body.value;
  requireRoomScopes(scopes);
  return answer(call, await write(call, found, { scopes, type: "audience", raisedHand: false }, "room.member.demoted"));
}

function changing<Part>(change: MetadataChange<Part>): (call: InMember & Part) => Promise<ResourceAnswer<JsonObject>> {
  return async (call) => {
    const found = await requireMember(call);
    requireMemberScope(call, "setMetadata", found);
    const metadata = change(call, found.member.data.metadata);
    return answerMetadata(await write(call, found, { metadata }, "room.member.updated"));
  };
}

/** Changes a member after the checks of every write, and tells the others. */
async function write(
  call: Call,
  { room, member: before }: MemberInRoom,
  change: Partial<RoomMemberData>,
  type: `room.member.${"updated" | "promoted" | "demoted"}`,
): Promise<MemberInRoom> {
  checkVersion(call, before);
  if (change.metadata !== undefined) requireMetadataSize(call, change.metadata);
  const after = await call.records.update(roomMembers, before.id, { data: { ...before.data, ...change } }, room.id);
  if (after.data.position !== before.data.position) await touchLayout(call, room.id);
  if (after.data.type !== before.data.type) await tellAudience(call, room.id);
  const changed = Object.keys(change);
  const note: JsonObject = { name: after.data.name, changed };
  const data = member.present(after);
  const told = type === "room.member.updated" ? { type, data, note, changed } : { type, data, note };
  await tellSession(call, { roomId: room.id, sessionId: after.data.sessionId }, { ...told, memberId: after.id });
  return { room, member: after };
}

function answer(call: Call, found: MemberInRoom): ResourceAnswer<RoomMember> {
  return answerResource(inside(call, found.room), member, found.member);
}

function answerMetadata({ member: { data, version } }: MemberInRoom): ResourceAnswer<JsonObject> {
  return { status: 200, body: data.metadata, version };
}
