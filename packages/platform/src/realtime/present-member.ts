import { timestamp } from "../clock.js";
import type * as contract from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import type { PresentMember } from "./presence.js";

/** A member as answers, frames and events show it. */
export function presentMember(member: PresentMember): Plain<contract.PresenceMember> {
  return {
    id: member.id,
    userId: member.userId,
    connectionIds: [...member.connectionIds],
    info: member.info,
    state: member.state,
    version: member.version,
    joinedAt: timestamp(member.joinedAt),
    updatedAt: timestamp(member.updatedAt),
  };
}
