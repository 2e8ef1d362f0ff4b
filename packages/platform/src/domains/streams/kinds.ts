import type { EventData } from "../../events/keep-event.js";
import type * as contract from "../../gen/types.gen.js";
import type { JsonObject } from "../../json/json.js";
import type { Plain } from "../../json/plain.js";
import type { Kept } from "../../resource/resource.js";
import { kind } from "../../store/store.js";

/** A room as the contract has it. */
export type Room = Plain<contract.Room>;

/** What `rooms.update` changes. Times are RFC 3339 in UTC. */
export type RoomSettings = Pick<
  Room,
  | "displayName"
  | "description"
  | "users"
  | "managerIds"
  | "metadata"
  | "privateMetadata"
  | "media"
  | "maxMembers"
  | "joinFrom"
  | "joinUntil"
  | "removeAt"
  | "removeAfterSeconds"
  | "emptyLifetimeSeconds"
  | "previews"
  | "syncAudioVideo"
  | "labels"
>;

/**
 * A room. Its name is the record's key. The running session outlives `rooms.members.removeAll` without `endSession`, so the
 * room may be empty.
 */
export type RoomData = Kept<Room, "name" | "status" | "closedAt"> & {
  /** Since when nobody is in; null while somebody is. Milliseconds since 1970. */
  readonly emptySince: number | null;
  readonly closedAt: number | null;
};

/** The version of who stands where; the places themselves are the members'. The id is the room's. */
export interface RoomLayoutData {
  readonly name: string;
}

/** A member of a room as the contract has it. */
export type RoomMember = Plain<contract.RoomMember>;

/** A member of a room. */
export type RoomMemberData = Kept<RoomMember, "roomId" | "joinedAt" | "removeAt"> & {
  /** The token that joined, by which somebody without user id is known again. */
  readonly tokenId: string | null;
  /** Milliseconds since 1970. */
  readonly removeAt: number | null;
  readonly endOnLeave: boolean;
};

/** A room key, wrapped for one user. */
export type WrappedKey = Plain<contract.WrappedKey>;

/** A key of a room. The platform never holds it in clear. */
export interface RoomKeyData {
  readonly wrappedKeys: readonly WrappedKey[];
  readonly createdBy: string | null;
}

/** Why a session ended. */
export type EndReason = "empty" | "closed" | "deleted" | "removed";

/** A session of a room. */
export interface RoomSessionData {
  readonly memberCount: number;
  readonly totalMemberCount: number;
  readonly eventCount: number;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
}

/** Why somebody left. */
export type LeaveReason = "left" | "removed" | "expired" | "ended";

/** Somebody who took part in a session. The id is the member's. */
export interface SessionMemberData {
  readonly userId: string | null;
  readonly name: string;
  readonly type: RoomMember["type"];
  readonly leftAt: number | null;
  readonly leaveReason: LeaveReason | null;
}

/** Something that happened in a session. */
export interface SessionEventData {
  readonly type: EventData["type"];
  readonly memberId: string | null;
  readonly data: JsonObject;
}

/** What ends by itself at a time: a membership, all memberships of a room, or a room that stayed empty. */
export interface DeadlineData {
  readonly what: "member" | "members" | "room";
  readonly roomId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Rooms. */
export const rooms = kind<RoomData>("room");
/** The layout of each room that has chosen one. */
export const roomLayouts = kind<RoomLayoutData>("room-layout");
/** The parent is the room. */
export const roomMembers = kind<RoomMemberData>("room-member");
/** The parent is the room. */
export const roomKeys = kind<RoomKeyData>("room-key");
/** The parent is the room. */
export const roomSessions = kind<RoomSessionData>("room-session");
/** The parent is the session. */
export const sessionMembers = kind<SessionMemberData>("session-member");
/** The parent is the session. */
export const sessionEvents = kind<SessionEventData>("session-event");
/** The key begins with the time. */
export const deadlines = kind<DeadlineData>("deadline");
