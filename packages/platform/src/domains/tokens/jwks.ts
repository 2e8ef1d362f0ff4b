import type { Answer, Call, HandlersOf } from "../../handler.js";
import { platformKey } from "../../security/platform-key.js";
import { jwk } from "./application-key-resource.js";

const cacheSeconds = 300;

/** The platform's own public keys. */
export const jwksHandlers: HandlersOf<"jwks"> = { "jwks.get": get };

async function get(call: Call<"jwks.get">): Promise<Answer<"jwks.get">> {
  const { id, data } = await platformKey(call.transaction, call.ids);
  return {
    status: 200,
    body: { keys: [jwk(id, data.publicKey)] },
    headers: { "cache-control": `public, max-age=${cacheSeconds}` },
  };
}
