export type { PresenceMember } from "@parlance/protocol";
export type { PresenceEvents, PresenceOptions } from "./presence.js";
export { Presence, presence } from "./presence.js";
