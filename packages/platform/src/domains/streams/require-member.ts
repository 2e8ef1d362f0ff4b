import type { Call } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import type { StoredRecord } from "../../store/store.js";
import { roomMembers, type RoomData, type RoomMemberData } from "./kinds.js";
import { membersOf } from "./membership.js";
import { isOwn, personOf } from "./person.js";
import { requireRoom, type InRoom } from "./room-resource.js";

/** A member and the room it is in. */
export interface MemberInRoom {
  readonly room: StoredRecord<RoomData>;
  readonly member: StoredRecord<RoomMemberData>;
}

/** A call of an operation on a member of a room. */
export type InMember = InRoom & { readonly path: { readonly member: string } };

/** The member of the path, in the room of the path, if both exist for the caller; `self` is the caller's own. Throws `not_found`. */
export async function requireMember(call: InMember): Promise<MemberInRoom> {
  const room = await requireRoom(call);
  const id = call.path.member;
  const found = id === "self" ? await ownMember(call, room.id) : await call.records.get(roomMembers, id, room.id);
  if (found === undefined) {
    throw problem(
      "not_found",
      id === "self" ? "The caller is not in this room. Join it first." : "There is no such member in this room.",
    );
  }
  return { room, member: found };
}

/** The caller's own member: the one that this token joined with, else the newest; a screen or device only if there is nothing else. */
export async function ownMember(call: Call, roomId: string): Promise<StoredRecord<RoomMemberData> | undefined> {
  const person = personOf(call);
  const own = (await membersOf(call, roomId)).filter(({ data }) => isOwn(person, data));
  const rank = ({ data }: StoredRecord<RoomMemberData>): number =>
    (data.parentId === null ? 2 : 0) + (data.tokenId === person.tokenId ? 1 : 0);
  return own.toSorted((left, right) => rank(right) - rank(left))[0];
}
