import type { Call, HandlersOf } from "../../handler.js";
import type { ResourceAnswer } from "../../resource/read.js";
import type { StoredRecord } from "../../store/store.js";
import type { Room, RoomData } from "./kinds.js";
import { requirePermitted } from "./room-policy.js";
import { requireRoom, requireShown, writeRoom, type InRoom } from "./room-resource.js";

/** The policy of a room: who may do what beyond the scopes. */
export const roomPolicyHandlers: HandlersOf<"rooms.policy"> = {
  "rooms.policy.get": async (call) => answer(call, await requireRoom(call)),
  "rooms.policy.replace": async (call) => answer(call, await replace(call, call.body.value)),
  "rooms.policy.delete": async (call) => {
    await replace(call, {});
    return { status: 204 };
  },
};

async function replace(call: InRoom, policy: Room["policy"]): Promise<StoredRecord<RoomData>> {
  const record = await requireRoom(call);
  requirePermitted(call, record.data, "updatePolicy");
  return writeRoom(call, record, { policy });
}

function answer(call: Call, record: StoredRecord<RoomData>): ResourceAnswer<Room["policy"]> {
  requireShown(call, record, "policy");
  return { status: 200, body: record.data.policy, version: record.version };
}
