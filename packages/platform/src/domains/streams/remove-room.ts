import { announce } from "../../events/announce.js";
import type { Call } from "../../handler.js";
import type { Kind, StoredRecord } from "../../store/store.js";
import { planDeadline } from "./deadlines.js";
import { roomKeys, roomLayouts, rooms, roomSessions, sessionEvents, sessionMembers, type RoomData } from "./kinds.js";
import { mediaResources } from "./media-records.js";
import { leaveRoom, membersOf } from "./membership.js";
import { roomChannel } from "./room-channel.js";
import { room } from "./room-resource.js";

const chunk = 100;
const ofRoom: readonly Kind<object>[] = [
  roomKeys,
  roomSessions,
  ...Object.values(mediaResources).map(({ kind }) => kind),
];
const ofSession: readonly Kind<object>[] = [sessionMembers, sessionEvents];

/** Sends everybody home and deletes a room with all that belongs to it. */
export async function removeRoom(call: Call, record: StoredRecord<RoomData>): Promise<void> {
  const { id } = record;
  const empty = await leaveRoom(call, record, await membersOf(call, id), { reason: "ended", end: "deleted" });
  for (let after = 0; ;) {
    const sessions = await call.records.list(roomSessions, { parent: id, order: "asc", limit: chunk, after });
    for (const session of sessions) {
      for (const kind of ofSession) await call.records.removeAll(kind, session.id);
    }
    const last = sessions.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }
  for (const kind of ofRoom) await call.records.removeAll(kind, id);
  await call.records.remove(roomLayouts, id);
  await call.records.remove(rooms, id);
  await planDeadline(call, `room ${id}`, { what: "room", roomId: id, at: null });
  await announce(call, { type: "room.deleted", channels: [roomChannel(id)], data: room.present(empty) });
}
