import type { Call } from "../../handler.js";
import { isJsonObject, type Json } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import type { Room } from "./kinds.js";
import { personOf, type Person } from "./person.js";

/** What a policy decides about. */
export type RoomRight =
  | "get"
  | "update"
  | "delete"
  | "updatePolicy"
  | "updaterCanBeRemovedFromManagers"
  | "ownerCanBeRemovedFromManagers"
  | "item.create";

/** What `inherit` and `default` come to: nothing stands between a project, which has no policy, and the platform. */
const defaults: Readonly<Record<RoomRight, string>> = {
  get: "user|owner",
  update: "manager|owner",
  delete: "manager|owner",
  updatePolicy: "manager|owner",
  updaterCanBeRemovedFromManagers: "no",
  ownerCanBeRemovedFromManagers: "yes",
  "item.create": "user",
};

/** What a policy needs to know of a room. */
export type Governed = Pick<Room, "policy" | "users" | "managerIds" | "createdBy">;

/** Whether the room's policy allows the caller something. It binds persons; a back end is bound by its scopes alone. */
export function permits(person: Person, room: Governed, right: RoomRight): boolean {
  if (person.backEnd) return true;
  const entry = entryOf(room, right);
  if (entry === "yes") return true;
  if (entry === "no") return false;
  const roles = rolesOf(person, room);
  return entry.split("|").some((alternative) => alternative.split("&").every((role) => roles.has(role)));
}

/** Throws `forbidden` unless the room's policy allows the caller something. */
export function requirePermitted(call: Call, room: Governed, right: RoomRight): void {
  if (!permits(personOf(call), room, right)) {
    throw problem("forbidden", `The policy of the room does not allow the caller "${right}".`);
  }
}

/** The users who may enter; an empty list is everybody. */
export function isRoomUser(room: Pick<Room, "users">, userId: string | null): boolean {
  return room.users.length === 0 || room.users.some((user) => user.userId === userId);
}

function entryOf({ policy }: Governed, right: RoomRight): string {
  const entry = right
    .split(".")
    .reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), policy);
  return typeof entry !== "string" || entry === "inherit" || entry === "default" ? defaults[right] : entry;
}

function rolesOf({ userId }: Person, room: Governed): ReadonlySet<string> {
  const roles = new Set(["all"]);
  if (isRoomUser(room, userId)) roles.add("user");
  if (userId !== null && room.managerIds.includes(userId)) roles.add("manager");
  if (userId !== null && room.createdBy === userId) roles.add("owner");
  return roles;
}
