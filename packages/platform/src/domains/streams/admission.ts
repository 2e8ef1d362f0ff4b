import { instant } from "../../clock.js";
import type * as contract from "../../gen/types.gen.js";
import type { Call } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { StoredRecord } from "../../store/store.js";
import type { RoomData } from "./kinds.js";
import { mostMembers } from "./membership.js";
import { personOf } from "./person.js";
import { isRoomUser } from "./room-policy.js";
import { requireOpen } from "./room-resource.js";

/** What the token of a member says about the room (`RoomAdmission` of the contract). */
export type Admission = Plain<contract.RoomAdmission>;

/** The admission of the caller's token, if it has one. */
export function admissionOf(call: Call): Admission | undefined {
  return personOf(call).member?.room;
}

/** Who wants to enter. */
export interface Entry {
  readonly userId: string | null;
  /** Whether it is a further source of somebody who is in already: a lock does not concern it. */
  readonly source: boolean;
}

/**
 * Decides whether somebody may enter a room now. Throws `conflict` if it is closed, `room_locked`, `forbidden` if it is for
 * others or for another time, `limit_exceeded` if it is full.
 */
export function requireAdmission(call: Call, record: StoredRecord<RoomData>, { userId, source }: Entry): void {
  const { data } = record;
  const admission = admissionOf(call);
  requireOpen(record);
  if (admission !== undefined && admission.room !== record.id && admission.room !== record.key) {
    throw problem("forbidden", "The token admits to another room.");
  }
  if (!isRoomUser(data, userId)) throw problem("forbidden", "The user is not among the users of this room.");
  requireTime(
    call,
    [data.joinFrom, admission?.joinFrom],
    [data.joinUntil, admission?.joinUntil, data.removeAt, admission?.removeAt],
  );
  if (data.locked && !source) throw problem("room_locked", "The room is locked. Ask somebody inside to unlock it.");
  const most = Math.min(data.maxMembers ?? mostMembers, mostMembers);
  if (data.memberCount >= most) throw problem("limit_exceeded", `The room is full: it takes ${most} members.`);
}

/** When a member is removed, at the latest: milliseconds since 1970, or null for never. */
export function removalOf(call: Call, { data }: StoredRecord<RoomData>): number | null {
  const admission = admissionOf(call);
  const seconds = [data.removeAfterSeconds, admission?.removeAfterSeconds].filter((value) => typeof value === "number");
  const times = [data.removeAt, admission?.removeAt].filter((value) => typeof value === "string");
  const ends = [...times.map(instant), ...seconds.map((value) => call.clock() + value * 1000)];
  return ends.length === 0 ? null : Math.min(...ends);
}

type Bound = string | null | undefined;

function requireTime(call: Call, from: readonly Bound[], until: readonly Bound[]): void {
  const now = call.clock();
  const early = from.some((time) => typeof time === "string" && now < instant(time));
  const late = until.some((time) => typeof time === "string" && now >= instant(time));
  if (early || late)
    throw problem("forbidden", early ? "The room lets nobody in yet." : "The room lets nobody in any more.");
}
