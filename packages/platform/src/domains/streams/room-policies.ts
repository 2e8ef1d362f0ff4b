import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { bodyObject } from "../../resource/write.js";
import type { StoredRecord } from "../../store/store.js";
import type { RoomData } from "./kinds.js";
import { requirePermitted } from "./room-policy.js";
import { requireRoom, requireShown, writeRoom } from "./room-resource.js";

/** The policy of a room: who may do what beyond the scopes. */
export const roomPolicyHandlers: Handlers = {
  "rooms.policy.get": async (call) => answer(call, await requireRoom(call)),
  "rooms.policy.replace": async (call) => answer(call, await replace(call, bodyObject(call))),
  "rooms.policy.delete": async (call) => {
    await replace(call, {});
    return { status: 204 };
  },
};

async function replace(call: Call, policy: JsonObject): Promise<StoredRecord<RoomData>> {
  const record = await requireRoom(call);
  requirePermitted(call, record.data, "updatePolicy");
  return writeRoom(call, record, { policy });
}

function answer(call: Call, record: StoredRecord<RoomData>): Answer {
  requireShown(call, record, "policy");
  return { status: 200, body: record.data.policy, version: record.version };
}
