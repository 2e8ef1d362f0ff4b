import type { Clock } from "../client/clock.js";
import type { Credentials } from "./credentials.js";
import { TokenCache } from "./token-cache.js";

/** Gives a token when asked, at once or later; e.g. asks the application's own backend. */
export type TokenCallback = () => string | Promise<string>;

/** Tokens from a callback, asked anew shortly before a JWT expires, or when the server refuses the token as expired. */
export function tokenCallback(callback: TokenCallback, clock: Clock): Credentials {
  return new TokenCache(callback, clock);
}
