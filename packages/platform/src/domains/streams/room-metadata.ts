import type { Call, HandlersOf } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import type { ResourceAnswer } from "../../resource/read.js";
import type { StoredRecord } from "../../store/store.js";
import type { RoomData } from "./kinds.js";
import { deleteMetadata, replaceMetadata, updateMetadata, type MetadataChange } from "./metadata-changes.js";
import { requirePermitted } from "./room-policy.js";
import { requireMetadataSize, requireRoom, requireShown, writeRoom, type InRoom } from "./room-resource.js";
import { holds } from "./scopes.js";

/** The metadata of a room that the platform can read. */
export const roomMetadataHandlers: HandlersOf<"rooms.metadata"> = {
  "rooms.metadata.get": async (call) => answer(call, await requireRoom(call)),
  "rooms.metadata.replace": changing(replaceMetadata),
  "rooms.metadata.update": changing(updateMetadata),
  "rooms.metadata.delete": changing(deleteMetadata),
};

/** `rooms:setMetadata` is for members; who has only `rooms:write` is bound by the room's policy, as with every other setting. */
function changing<Part>(change: MetadataChange<Part>): (call: InRoom & Part) => Promise<ResourceAnswer<JsonObject>> {
  return async (call) => {
    const record = await requireRoom(call);
    if (!holds(call, "rooms:setMetadata", record)) requirePermitted(call, record.data, "update");
    const metadata = change(call, record.data.metadata);
    requireMetadataSize(call, metadata);
    return answer(call, await writeRoom(call, record, { metadata }));
  };
}

function answer(call: Call, record: StoredRecord<RoomData>): ResourceAnswer<JsonObject> {
  requireShown(call, record, "metadata");
  return { status: 200, body: record.data.metadata, version: record.version };
}
