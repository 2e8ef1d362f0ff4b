import type { PresenceSyncFrame } from "@parlance/protocol";
import type { Connection } from "./connection.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { presentMember } from "./present-member.js";

/** Sends who is present on a channel, in pages; the cursor of the last one is empty. */
export function sendMembers(connection: Connection, channel: string): void {
  const { registry, limits } = connection.hub;
  const at = { project: connection.project, channel };
  const members = registry.presence.members(at).map(presentMember);
  const version = registry.presence.version(at);
  for (let first = 0; first === 0 || first < members.length; first += limits.presencePage) {
    const next = first + limits.presencePage;
    const frame: PresenceSyncFrame = {
      type: "presence_sync",
      channel,
      version,
      members: members.slice(first, next),
      cursor: next < members.length ? String(next) : "",
    };
    connection.send(new OutgoingFrame(frame));
  }
}
