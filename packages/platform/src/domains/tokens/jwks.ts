import type { Answer, Call, Handlers } from "../../handler.js";
import { platformKey } from "../../security/platform-key.js";
import { jwk } from "./application-key-resource.js";

const cacheSeconds = 300;

/** The platform's own public keys. */
export const jwksHandlers: Handlers = { "jwks.get": get };

async function get(call: Call): Promise<Answer> {
  const { id, data } = await platformKey(call.transaction, call.ids);
  return {
    status: 200,
    body: { keys: [jwk(id, data.publicKey)] },
    headers: { "Cache-Control": `public, max-age=${cacheSeconds}` },
  };
}
