import { createHmac, hkdfSync } from "node:crypto";
import { timestamp } from "../../clock.js";
import type { Answer, Call, HandlersOf } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";

/** TURN credentials (requirements 7.9): a user name with its expiry, and the password that the TURN server derives too. */
export const turnCredentialHandlers: HandlersOf<"turnCredentials"> = { "turnCredentials.create": create };

async function create(call: Call<"turnCredentials.create">): Promise<Answer<"turnCredentials.create">> {
  const { turn, caller } = call;
  if (turn === undefined) throw problem("media_unavailable", "No TURN server is configured.");
  if (caller.type === "anonymous") throw new Error("TURN credentials need a caller.");
  const { lifetimeSeconds } = call.body.value;
  const expires = Math.floor(call.clock() / 1000) + lifetimeSeconds;
  const username = `v1:${expires}:app:${caller.application.project}:${caller.application.id}`;
  const key = Buffer.from(hkdfSync("sha256", turn.secret, turn.realm, "turn-app-v1", 32));
  return {
    status: 201,
    body: {
      urls: [...turn.urls],
      username,
      credential: createHmac("sha256", key).update(username).digest("base64"),
      lifetimeSeconds,
      expiresAt: timestamp(expires * 1000),
    },
  };
}
