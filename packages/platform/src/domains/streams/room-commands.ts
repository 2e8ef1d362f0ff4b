import type { Call, HandlersOf } from "../../handler.js";
import type { ResourceAnswer } from "../../resource/read.js";
import type { Room, RoomData } from "./kinds.js";
import { answerRoom, requireOpen, requireRoom, writeRoom, type InRoom } from "./room-resource.js";

type Command = "lock" | "unlock" | "hideVideoMuted" | "showVideoMuted" | "prioritizeHandRaise";

/** What moderators switch in an open room. The scope of each decides who may, not the room's policy. */
export const roomCommandHandlers: HandlersOf<`rooms.${Command}`> = {
  "rooms.lock": setting(() => ({ locked: true })),
  "rooms.unlock": setting(() => ({ locked: false })),
  "rooms.hideVideoMuted": setting(() => ({ hideVideoMuted: true })),
  "rooms.showVideoMuted": setting(() => ({ hideVideoMuted: false })),
  "rooms.prioritizeHandRaise": setting((call: Call<"rooms.prioritizeHandRaise">) => ({
    prioritizeHandRaise: call.body.value.enabled,
  })),
};

function setting<Some extends InRoom>(
  change: (call: Some) => Partial<RoomData>,
): (call: Some) => Promise<ResourceAnswer<Room>> {
  return async (call) => {
    const record = await requireRoom(call);
    requireOpen(record);
    return answerRoom(call, await writeRoom(call, record, change(call)));
  };
}
