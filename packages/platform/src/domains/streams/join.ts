import type { Call } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import type { StoredRecord } from "../../store/store.js";
import { admissionOf, removalOf, requireAdmission } from "./admission.js";
import { roomMembers, type RoomData, type RoomMemberData } from "./kinds.js";
import { isOwn, personOf } from "./person.js";
import { requireMetadataSize } from "./room-resource.js";
import { shortName } from "./short-name.js";
import { audienceScopes, heldScopes, memberScopes, requireScope } from "./scopes.js";

/** The scope that a further source of a member needs. */
const sourceScopes: Readonly<Record<string, string>> = {
  screen: "rooms.self:screenShare",
  device: "rooms.self:additionalSource",
};
const usualSensitivity = 44;

/**
 * The member that joining makes, after all checks. Throws `insufficient_scope`, `forbidden` (another's name, another role),
 * `unprocessable` (a parent that does not fit) and what `requireAdmission` throws.
 */
export async function newMember(
  call: Call<"rooms.members.create">,
  room: StoredRecord<RoomData>,
): Promise<Omit<RoomMemberData, "sessionId">> {
  const body = call.body.value;
  const person = personOf(call);
  const admission = admissionOf(call);
  const userId = userOf(call, body.userId);
  const type = body.type ?? admission?.role ?? "member";
  const parent = await requireParent(call, room, { type, parentId: body.parentId });
  requireAdmission(call, room, { userId, source: parent !== undefined });
  const metadata = body.metadata ?? person.member?.state ?? {};
  requireMetadataSize(call, metadata);
  return {
    userId,
    tokenId: person.backEnd ? null : person.tokenId,
    connectionId: null,
    parentId: parent?.id ?? null,
    name: body.name ?? person.member?.name ?? shortName(userId ?? ""),
    type,
    audioMuted: body.audioMuted || admission?.audioMuted === true,
    videoMuted: body.videoMuted || admission?.videoMuted === true,
    deaf: false,
    inputVolume: 0,
    outputVolume: 0,
    inputSensitivity: usualSensitivity,
    raisedHand: false,
    visible: true,
    talking: false,
    position: body.position ?? "auto",
    scopes: person.backEnd ? [...(type === "audience" ? audienceScopes : memberScopes)] : heldScopes(call, room),
    metadata,
    removeAt: removalOf(call, room),
    endOnLeave: admission?.endOnLeave ?? false,
  };
}

/** A person joins as nobody else; a back end names whom it joins. */
function userOf(call: Call, named: string | undefined): string | null {
  const person = personOf(call);
  if (person.backEnd) return named ?? null;
  if (named !== undefined && named !== person.userId)
    throw problem("forbidden", "The token is of another user. Leave userId out.");
  return person.userId;
}

/** The member that a screen or device belongs to; nothing for others. */
async function requireParent(
  call: Call,
  room: StoredRecord<RoomData>,
  { type, parentId }: { readonly type: string; readonly parentId: string | undefined },
): Promise<StoredRecord<RoomMemberData> | undefined> {
  const scope = sourceScopes[type];
  requireScope(call, scope ?? "rooms:join", room);
  if (scope === undefined) {
    if (parentId !== undefined) throw wrongParent("Only a screen or a device has a parent.");
    if (type === "member" && admissionOf(call)?.role === "audience")
      throw problem("forbidden", "The token admits to the audience only.");
    return undefined;
  }
  const parent = parentId === undefined ? undefined : await call.records.get(roomMembers, parentId, room.id);
  if (parent === undefined || parent.data.parentId !== null)
    throw wrongParent("A screen or a device names the member in this room it belongs to.");
  const person = personOf(call);
  if (!person.backEnd && !isOwn(person, parent.data)) throw problem("forbidden", "The parent is another's member.");
  return parent;
}

function wrongParent(detail: string): Error {
  return problem("unprocessable", detail, {
    errors: [{ pointer: "/parentId", code: "invalid", message: "does not fit the type" }],
  });
}
