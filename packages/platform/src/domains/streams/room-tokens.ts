import type { Answer, Call, HandlersOf } from "../../handler.js";
import { filterLimits } from "../../http/admit.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import { Access } from "../../security/access.js";
import { grantLists } from "../../security/caller.js";
import type { StoredRecord } from "../../store/store.js";
import { issueToken, refreshClaim } from "../tokens/issue-token.js";
import { rooms, type RoomData } from "./kinds.js";
import { requireOpen, room } from "./room-resource.js";
import { audienceScopes, memberScopes, requireRoomScopes } from "./scopes.js";

/** Tokens with which one person enters one room. */
export const roomTokenHandlers: HandlersOf<"rooms.tokens"> = { "rooms.tokens.create": create };

/** Metadata travel in the token, which must fit into a header. */
const mostBytes = 2048;

async function create(call: Call<"rooms.tokens.create">): Promise<Answer<"rooms.tokens.create">> {
  const body = call.body.value;
  const { room: named, userId, userName, scopes: wanted, lifetimeSeconds, refreshUntil, metadata, ...admission } = body;
  const found = await findRoom(call, named);
  if (found !== undefined) requireOpen(found);
  if (found === undefined && !body.createRoom)
    throw problem("unprocessable", "There is no such room, and joining is not to create it.");
  const scopes = wanted ?? (body.role === "audience" ? audienceScopes : memberScopes);
  if (scopes.length === 0)
    throw problem("unprocessable", "A token without scopes allows nothing. Leave scopes out for the usual ones.");
  requireRoomScopes(scopes);
  requireHeld(call, scopes, found === undefined ? { name: named } : room.present(found));
  requireShort(metadata, "metadata");
  requireShort(body.roomMetadata, "roomMetadata");
  return issueToken(call, {
    lifetimeSeconds,
    claims: {
      ...(userId !== undefined && { sub: userId }),
      grants: [{ scopes, resources: found === undefined ? { name: named } : { id: found.id } }],
      member: {
        ...(userName !== undefined && { name: userName }),
        ...(metadata !== undefined && { state: metadata }),
        room: { room: named, ...admission },
      },
      ...refreshClaim(call, refreshUntil),
    },
  });
}

async function findRoom(call: Call, named: string): Promise<StoredRecord<RoomData> | undefined> {
  return (await call.records.get(rooms, named)) ?? call.records.find(rooms, named);
}

/** Nobody hands on more than they hold in this very room. Throws `forbidden`. */
function requireHeld(call: Call, scopes: readonly string[], subject: JsonObject): void {
  const { caller } = call;
  if (caller.type === "anonymous") throw new Error("A room token needs a caller.");
  const held = Access.of(scopes, grantLists(caller), filterLimits(call));
  if (!call.access.allows(subject) || !held.allows(subject)) {
    throw problem("forbidden", "The scopes are wider than the caller's own in this room. Ask for less.");
  }
}

function requireShort(metadata: JsonObject | undefined, name: string): void {
  if (metadata !== undefined && Buffer.byteLength(JSON.stringify(metadata)) > mostBytes) {
    throw problem(
      "payload_too_large",
      `${name} are longer than ${mostBytes} bytes, and a token carries them. Set them after joining.`,
    );
  }
}
