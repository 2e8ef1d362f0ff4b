import { problem, type PlatformError } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";

/** Counts a message of a connection. Returns the refusal if there were too many. */
export function takeMessage({ hub, messages }: Connection): PlatformError | undefined {
  const waitMs = messages.take(hub.now());
  if (waitMs === 0) return undefined;
  const most = hub.limits.messagesPerSecond;
  return problem("rate_limited", `More than ${most} messages a second. Wait, then repeat.`, {
    retryAfterSeconds: waitMs / 1000,
  });
}
