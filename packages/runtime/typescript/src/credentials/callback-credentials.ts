import type { Clock } from "../client/clock.js";
import { systemClock } from "../client/clock.js";
import type { Credentials } from "./credentials.js";
import type { TokenCallback } from "./token-callback.js";
import { TokenCache } from "./token-cache.js";

/**
 * Bearer tokens from a callback: one at a time, kept in memory, asked for anew before a JWT expires or when the server refuses
 * it. `clock` is the machine's unless a test gives its own.
 */
export function callbackCredentials(callback: TokenCallback, clock: Clock = systemClock): Credentials {
  return new TokenCache(callback, clock);
}
