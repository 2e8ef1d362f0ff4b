import type { SessionError } from "@parlance/protocol";
import { closed, unsubscribed } from "@parlance/protocol";
import { errorOf } from "./final-state.js";
import type { RealtimeError } from "./realtime-error.js";
import type { RealtimeSession } from "./realtime-session.js";

/** Why whoever waits for a subscription waits in vain: `error`, the end of the client, or that it was given up. */
export function endOfSubscription({ state }: RealtimeSession, error: SessionError = unsubscribed): RealtimeError {
  return errorOf(state.status === "closed" ? closed : error);
}
