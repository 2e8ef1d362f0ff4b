import type { JsonObject } from "../../json/json.js";
import { kind } from "../../store/store.js";

/** Somebody who may enter a room. */
export interface RoomUser {
  readonly userId: string;
  readonly publicKey?: string;
}

/** What `rooms.update` changes. Times are RFC 3339 in UTC. */
export interface RoomSettings {
  readonly displayName: string;
  readonly description: string;
  readonly users: readonly RoomUser[];
  readonly managerIds: readonly string[];
  readonly metadata: JsonObject;
  readonly privateMetadata: string | null;
  readonly media: string;
  readonly maxMembers: number | null;
  readonly joinFrom: string | null;
  readonly joinUntil: string | null;
  readonly removeAt: string | null;
  readonly removeAfterSeconds: number | null;
  readonly emptyLifetimeSeconds: number | null;
  readonly previews: boolean;
  readonly syncAudioVideo: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

/** A room. Its name is the record's key. */
export interface RoomData extends RoomSettings {
  readonly policy: JsonObject;
  readonly encrypted: boolean;
  readonly keyId: string | null;
  readonly locked: boolean;
  readonly hideVideoMuted: boolean;
  readonly prioritizeHandRaise: boolean;
  readonly layout: string;
  readonly recording: boolean;
  readonly broadcasting: boolean;
  readonly memberCount: number;
  /** The running session. It outlives `rooms.members.removeAll` without `endSession`, so the room may be empty. */
  readonly sessionId: string | null;
  /** Since when nobody is in; null while somebody is. Milliseconds since 1970. */
  readonly emptySince: number | null;
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
  readonly closedAt: number | null;
}

/** The version of who stands where; the places themselves are the members'. The id is the room's. */
export interface RoomLayoutData {
  readonly name: string;
}

/** A member of a room. */
export interface RoomMemberData {
  readonly sessionId: string;
  readonly userId: string | null;
  /** The token that joined, by which somebody without user id is known again. */
  readonly tokenId: string | null;
  readonly connectionId: string | null;
  readonly parentId: string | null;
  readonly name: string;
  readonly type: string;
  readonly audioMuted: boolean;
  readonly videoMuted: boolean;
  readonly deaf: boolean;
  readonly inputVolume: number;
  readonly outputVolume: number;
  readonly inputSensitivity: number;
  readonly raisedHand: boolean;
  readonly visible: boolean;
  readonly talking: boolean;
  readonly position: string;
  readonly scopes: readonly string[];
  readonly metadata: JsonObject;
  /** Milliseconds since 1970. */
  readonly removeAt: number | null;
  readonly endOnLeave: boolean;
}

/** A room key, wrapped for one user. */
export interface WrappedKey {
  readonly userId: string;
  readonly publicKey?: string;
  readonly algorithm: string;
  readonly wrappedKey: string;
}

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
  readonly type: string;
  readonly leftAt: number | null;
  readonly leaveReason: LeaveReason | null;
}

/** Something that happened in a session. */
export interface SessionEventData {
  readonly type: string;
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
