import { announce } from "../../events/announce.js";
import type { Call } from "../../handler.js";
import type { Kind, StoredRecord } from "../../store/store.js";
import {
  deadlines,
  roomKeys,
  roomLayouts,
  roomMembers,
  rooms,
  roomSessions,
  sessionEvents,
  sessionMembers,
  type RoomData,
} from "./kinds.js";
import { mediaResources } from "./media-records.js";
import { roomChannel } from "./room-channel.js";
import { room } from "./room-resource.js";

const chunk = 100;
const ofRoom: readonly Kind<object>[] = [roomMembers, roomKeys, roomSessions, ...Object.values(mediaResources).map((resource) => resource.kind)];

/** Deletes a room with all that belongs to it. */
export async function removeRoom(call: Call, record: StoredRecord<RoomData>): Promise<void> {
  const { id: roomId } = record;
  for (let after: number | undefined; ; ) {
    const sessions = await call.records.list(roomSessions, { parent: roomId, order: "asc", limit: chunk, ...(after !== undefined && { after }) });
    for (const session of sessions) {
      await call.records.removeAll(sessionMembers, session.id);
      await call.records.removeAll(sessionEvents, session.id);
    }
    after = sessions.at(-1)?.sequence;
    if (after === undefined) break;
  }
  const members = await call.records.list(roomMembers, { parent: roomId, order: "asc", limit: Number.MAX_SAFE_INTEGER });
  for (const id of [...members.map((member) => member.id), `members ${roomId}`, `room ${roomId}`]) await call.records.remove(deadlines, id);
  for (const kind of ofRoom) await call.records.removeAll(kind, roomId);
  await call.records.remove(roomLayouts, roomId);
  await call.records.remove(rooms, roomId);
  await announce(call, { type: "room.deleted", channels: [roomChannel(roomId)], data: room.present(record) });
}
