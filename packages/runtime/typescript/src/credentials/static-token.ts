import type { Credentials } from "./credentials.js";

/** One token for the client's whole life. */
export function staticToken(token: string): Credentials {
  return { token: () => token, expire: () => false };
}
