import type * as contract from "../../gen/types.gen.js";
import type { Call } from "../../handler.js";
import type { Plain } from "../../json/plain.js";
import { problem } from "../../problem/platform-error.js";
import type { StoredRecord } from "../../store/store.js";
import { roomKeys, type RoomData, type RoomKeyData } from "./kinds.js";
import { personOf } from "./person.js";

/** A new key of a room, wrapped for its users. */
export type NewRoomKey = Plain<contract.RoomKeyCreate>;

/**
 * Adds a key to a room; the caller of this function makes it the current one. Throws `unprocessable` if the room is not
 * encrypted or the key is not wrapped for each of its users, `already_exists` if the id was used before.
 */
export async function addKey(
  call: Call,
  roomId: string,
  { key, room }: { readonly key: NewRoomKey; readonly room: Pick<RoomData, "encrypted" | "users"> },
): Promise<StoredRecord<RoomKeyData>> {
  if (!room.encrypted) throw problem("unprocessable", "The room is not encrypted, so it has no key.");
  const wrapped = new Set(key.wrappedKeys.map((entry) => entry.userId));
  const missing = room.users.filter((user) => !wrapped.has(user.userId));
  if (missing.length > 0) {
    throw problem("unprocessable", "The key is not wrapped for every user of the room. See errors.", {
      errors: missing.map((user) => ({
        pointer: "/wrappedKeys",
        code: "required",
        message: `the key for "${user.userId}" is missing`,
      })),
    });
  }
  const data = { wrappedKeys: key.wrappedKeys, createdBy: personOf(call).userId };
  return call.records.insert(roomKeys, { id: key.id, parent: roomId, data });
}
