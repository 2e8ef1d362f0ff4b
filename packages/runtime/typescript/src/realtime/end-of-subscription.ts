import type { SessionError } from "@parlance/protocol";
import { ClosedError } from "./closed-error.js";
import { RealtimeError } from "./realtime-error.js";
import type { RealtimeSession } from "./realtime-session.js";

const endedEarly: SessionError = {
  code: "unsubscribed",
  message: "The subscription ended before this was done; subscribe again",
  retryable: false,
};

/** Why whoever waits for a subscription waits in vain: `error`, the end of the client, or that it was given up. */
export function endOfSubscription({ state }: RealtimeSession, error: SessionError = endedEarly): RealtimeError {
  return state.status === "closed" ? new ClosedError() : new RealtimeError(error);
}
