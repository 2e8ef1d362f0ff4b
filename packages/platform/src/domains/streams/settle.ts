import type { OperationId } from "../../gen/handlers.gen.js";
import { settledBy, type Call, type HandlersOf } from "../../handler.js";
import type { StoredRecord } from "../../store/store.js";
import { dueDeadlines, planDeadline } from "./deadlines.js";
import { rooms, roomMembers, type DeadlineData } from "./kinds.js";
import { leaveRoom, membersOf } from "./membership.js";
import { removeRoom } from "./remove-room.js";

/**
 * Handlers before which what is due is carried out: members whose time is over leave, rooms that stayed empty go. So no answer
 * shows what should be gone, without a timer that would have to survive restarts.
 */
export function settled<Some extends Partial<HandlersOf<OperationId>>>(handlers: Some): Some {
  return settledBy(settle, handlers);
}

async function settle(call: Call): Promise<void> {
  for (const deadline of await dueDeadlines(call)) await meet(unattended(call), deadline);
}

/** What ends by itself is nobody's doing, least of all that of the user who happens to call. */
function unattended(call: Call): Call {
  const { caller } = call;
  return caller.type === "token" ? { ...call, caller: { type: "application", application: caller.application } } : call;
}

async function meet(call: Call, { id, data: { what, roomId } }: StoredRecord<DeadlineData>): Promise<void> {
  await planDeadline(call, id, { what, roomId, at: null });
  const room = await call.records.get(rooms, roomId);
  if (room === undefined) return;
  switch (what) {
    case "room":
      return removeRoom(call, room);
    case "members":
      await leaveRoom(call, room, await membersOf(call, roomId), { reason: "expired" });
      return;
    case "member": {
      const member = await call.records.get(roomMembers, id, roomId);
      if (member !== undefined) await leaveRoom(call, room, [member], { reason: "expired" });
    }
  }
}
