import { loadContract } from "../../load-contract.js";
import { addressHandlers } from "./addresses.js";
import { callHandlers } from "./calls.js";
import { keyHandlers } from "./keys.js";
import { mediaHandlers } from "./media.js";
import { memberUpdateHandlers } from "./member-updates.js";
import { memberHandlers } from "./members.js";
import { mediaNeedingHandlers } from "./needs-media.js";
import { roomCommandHandlers } from "./room-commands.js";
import { roomEventHandlers } from "./room-events.js";
import { layoutHandlers } from "./room-layouts.js";
import { roomMetadataHandlers } from "./room-metadata.js";
import { roomPolicyHandlers } from "./room-policies.js";
import { roomTokenHandlers } from "./room-tokens.js";
import { roomHandlers } from "./rooms.js";
import { sessionHandlers } from "./sessions.js";
import { settled } from "./settle.js";
import { subscriberHandlers } from "./subscribers.js";

/** The handlers of rooms, calls, subscribers and addresses, by operation id. */
export const streamHandlers = settled({
  ...mediaNeedingHandlers(loadContract()),
  ...roomHandlers,
  ...roomCommandHandlers,
  ...roomMetadataHandlers,
  ...roomPolicyHandlers,
  ...keyHandlers,
  ...layoutHandlers,
  ...roomEventHandlers,
  ...roomTokenHandlers,
  ...memberHandlers,
  ...memberUpdateHandlers,
  ...sessionHandlers,
  ...mediaHandlers,
  ...callHandlers,
  ...subscriberHandlers,
  ...addressHandlers,
});
