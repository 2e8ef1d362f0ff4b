import type { Call } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import { problem } from "../../problem/platform-error.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";
import { commonScopes, covers } from "../../security/grant.js";
import type { StoredRecord } from "../../store/store.js";
import type { RoomData, RoomMemberData } from "./kinds.js";
import { isOwn, personOf } from "./person.js";
import { room } from "./room-resource.js";

/** What a room token allows unless it says otherwise (requirements 7.8). */
export const memberScopes: readonly string[] = [
  "rooms:join",
  "rooms:publish",
  "rooms:subscribe",
  "rooms.self:audioMute",
  "rooms.self:audioUnmute",
  "rooms.self:videoMute",
  "rooms.self:videoUnmute",
  "rooms.self:deaf",
  "rooms.self:undeaf",
  "rooms.self:setInputVolume",
  "rooms.self:setOutputVolume",
  "rooms.self:setInputSensitivity",
  "rooms.self:screenShare",
  "rooms.self:additionalSource",
];

/** What somebody may do who only watches. */
export const audienceScopes: readonly string[] = ["rooms:join", "rooms:subscribe"];

/** Throws `unprocessable` if a scope is not about rooms. */
export function requireRoomScopes(scopes: readonly string[]): void {
  const others = scopes.filter((scope) => !isRoomScope(scope));
  if (others.length > 0) {
    throw problem("unprocessable", "A member has scopes of rooms only.", {
      errors: others.map((scope) => ({
        pointer: "/scopes",
        code: "invalid",
        message: `"${scope}" is no scope of rooms`,
      })),
    });
  }
}

/** Whether the caller's token and application both grant a scope in a room. */
export function holds(call: Call, scope: string, record: StoredRecord<RoomData>): boolean {
  if (call.caller.type === "anonymous") return false;
  return Access.of([scope], grantLists(call.caller), filterLimits(call)).allows(room.present(record));
}

/** Throws `insufficient_scope` unless the caller holds a scope in a room. */
export function requireScope(call: Call, scope: string, record: StoredRecord<RoomData>): void {
  if (!holds(call, scope, record)) throw missing(scope);
}

/**
 * Throws `insufficient_scope` unless the caller may do something to a member: with the scope of `rooms.self` to an own one,
 * as long as the member itself was not demoted, with that of `rooms.member` to another.
 */
export function requireMemberScope(
  call: Call,
  action: string,
  { room: record, member }: { readonly room: StoredRecord<RoomData>; readonly member: StoredRecord<RoomMemberData> },
): void {
  const own = isOwn(personOf(call), member.data);
  if (own && holds(call, `rooms.self:${action}`, record) && mayStill(member.data, `rooms.self:${action}`)) return;
  requireScope(call, `rooms.member:${action}`, record);
}

/** Whether a member has a scope: those of its token when it joined, or those it was promoted or demoted to. */
export function mayStill(member: RoomMemberData, scope: string): boolean {
  return member.scopes.some((held) => covers(held, scope));
}

/** The scopes of rooms that the caller holds in a room: what it may do there as a member. */
export function heldScopes(call: Call, record: StoredRecord<RoomData>): string[] {
  if (call.caller.type === "anonymous") return [];
  const [own = [], application = own] = grantLists(call.caller);
  return commonScopes(own, application).filter(
    (scope) => (scope === "*" || isRoomScope(scope)) && holds(call, scope, record),
  );
}

function isRoomScope(scope: string): boolean {
  return /^rooms(\.self|\.member)?:/u.test(scope);
}

function missing(scope: string): Error {
  return problem("insufficient_scope", `The call needs ${scope}; grant it to the token and its application.`);
}
