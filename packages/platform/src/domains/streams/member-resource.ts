import { timestamp } from "../../clock.js";
import type { Resource } from "../../resource/resource.js";
import { optionalTimestamp } from "../../resource/times.js";
import { roomMembers, type RoomMember, type RoomMemberData } from "./kinds.js";

/** Members as answers show them. */
export const member: Resource<RoomMemberData, RoomMember> = {
  kind: roomMembers,
  noun: "member",
  present: (record) => {
    const { tokenId: _token, endOnLeave: _end, removeAt, ...data } = record.data;
    return {
      id: record.id,
      roomId: record.parent,
      ...data,
      version: record.version,
      joinedAt: timestamp(record.createdAt),
      updatedAt: timestamp(record.updatedAt),
      removeAt: optionalTimestamp(removeAt),
    };
  },
};
