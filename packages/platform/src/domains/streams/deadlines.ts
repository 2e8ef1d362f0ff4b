import { instant, timestamp } from "../../clock.js";
import type { Call } from "../../handler.js";
import type { StoredRecord } from "../../store/store.js";
import { deadlines, type DeadlineData, type RoomData } from "./kinds.js";

const maxAtOnce = 100;

/** Sets, moves or (with null) drops what is to happen to a member or a room. Times are milliseconds since 1970. */
export async function planDeadline(
  call: Call,
  id: string,
  { at, ...data }: Omit<DeadlineData, "at"> & { readonly at: number | null },
): Promise<void> {
  const known = await call.records.get(deadlines, id);
  if (known?.data.at === at) return;
  if (known !== undefined) await call.records.remove(deadlines, id);
  if (at !== null) await call.records.insert(deadlines, { id, key: `${timestamp(at)} ${id}`, data: { ...data, at } });
}

/** Plans what ends by itself in a room: all memberships at `removeAt`, and the room itself when it stays empty. */
export async function planRoom(call: Call, { id, data }: Pick<StoredRecord<RoomData>, "id" | "data">): Promise<void> {
  const open = data.closedAt === null;
  const removeAt = open && data.removeAt !== null ? instant(data.removeAt) : null;
  await planDeadline(call, `members ${id}`, {
    what: "members",
    roomId: id,
    at: data.memberCount === 0 ? null : removeAt,
  });
  await planDeadline(call, `room ${id}`, { what: "room", roomId: id, at: open ? emptyUntil(data) : null });
}

/** What is due, the earliest first. */
export async function dueDeadlines(call: Call): Promise<readonly StoredRecord<DeadlineData>[]> {
  const first = await call.records.list(deadlines, { by: "key", order: "asc", limit: maxAtOnce });
  return first.filter((deadline) => deadline.data.at <= call.clock());
}

function emptyUntil({ emptySince, emptyLifetimeSeconds }: RoomData): number | null {
  return emptySince === null || emptyLifetimeSeconds === null ? null : emptySince + emptyLifetimeSeconds * 1000;
}
