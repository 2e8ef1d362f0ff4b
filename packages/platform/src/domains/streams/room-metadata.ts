import type { Answer, Call, Handler, Handlers } from "../../handler.js";
import type { StoredRecord } from "../../store/store.js";
import type { RoomData } from "./kinds.js";
import { metadataChanges, type MetadataChange } from "./metadata-changes.js";
import { requirePermitted } from "./room-policy.js";
import { requireMetadataSize, requireRoom, requireShown, writeRoom } from "./room-resource.js";
import { holds } from "./scopes.js";

/** The metadata of a room that the platform can read. */
export const roomMetadataHandlers: Handlers = {
  "rooms.metadata.get": async (call) => answer(call, await requireRoom(call)),
  "rooms.metadata.replace": changing(metadataChanges.replace),
  "rooms.metadata.update": changing(metadataChanges.update),
  "rooms.metadata.delete": changing(metadataChanges.delete),
};

/** `rooms:setMetadata` is for members; who has only `rooms:write` is bound by the room's policy, as with every other setting. */
function changing(change: MetadataChange): Handler {
  return async (call) => {
    const record = await requireRoom(call);
    if (!holds(call, "rooms:setMetadata", record)) requirePermitted(call, record.data, "update");
    const metadata = change(call, record.data.metadata);
    requireMetadataSize(call, metadata);
    return answer(call, await writeRoom(call, record, { metadata }));
  };
}

function answer(call: Call, record: StoredRecord<RoomData>): Answer {
  requireShown(call, record, "metadata");
  return { status: 200, body: record.data.metadata, version: record.version };
}
