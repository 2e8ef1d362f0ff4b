import type { Call, Handler, Handlers } from "../../handler.js";
import { bodyObject } from "../../resource/write.js";
import type { RoomData } from "./kinds.js";
import { answerRoom, requireOpen, requireRoom, writeRoom } from "./room-resource.js";

/** What moderators switch in an open room. The scope of each decides who may, not the room's policy. */
export const roomCommandHandlers: Handlers = {
  "rooms.lock": setting(() => ({ locked: true })),
  "rooms.unlock": setting(() => ({ locked: false })),
  "rooms.hideVideoMuted": setting(() => ({ hideVideoMuted: true })),
  "rooms.showVideoMuted": setting(() => ({ hideVideoMuted: false })),
  "rooms.prioritizeHandRaise": setting((call) => ({ prioritizeHandRaise: bodyObject(call)["enabled"] === true })),
};

function setting(change: (call: Call) => Partial<RoomData>): Handler {
  return async (call) => {
    const record = await requireRoom(call);
    requireOpen(record);
    return answerRoom(call, await writeRoom(call, record, change(call)));
  };
}
