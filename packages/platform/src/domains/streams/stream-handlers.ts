import type { Handlers } from "../../handler.js";
import { memberHandlers } from "./members.js";
import { roomCommandHandlers } from "./room-commands.js";
import { roomMetadataHandlers } from "./room-metadata.js";
import { roomPolicyHandlers } from "./room-policies.js";
import { roomHandlers } from "./rooms.js";
import { sessionHandlers } from "./sessions.js";
import { settled } from "./settle.js";

/** The handlers of rooms, calls, subscribers and addresses, by operation id. */
export const streamHandlers: Handlers = settled({
  ...roomHandlers,
  ...roomCommandHandlers,
  ...roomMetadataHandlers,
  ...roomPolicyHandlers,
  ...memberHandlers,
  ...sessionHandlers,
});
