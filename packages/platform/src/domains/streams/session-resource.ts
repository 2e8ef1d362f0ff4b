import { timestamp } from "../../clock.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import type * as contract from "../../gen/types.gen.js";
import type { Plain } from "../../json/plain.js";
import { roomSessions, type RoomSessionData } from "./kinds.js";

/** Sessions as answers show them. */
export const session: Resource<RoomSessionData, Plain<contract.RoomSession>> = {
  kind: roomSessions,
  noun: "session",
  present: ({ id, parent, createdAt, data }) => ({
    id,
    roomId: parent,
    status: data.endedAt === null ? "running" : "ended",
    memberCount: data.memberCount,
    totalMemberCount: data.totalMemberCount,
    startedAt: timestamp(createdAt),
    endedAt: optionalTimestamp(data.endedAt),
    endReason: data.endReason,
  }),
};
