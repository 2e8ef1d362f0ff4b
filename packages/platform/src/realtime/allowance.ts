import { problem, type PlatformError } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";

/** Gives a connection back what it may publish by now: a burst of one second, refilled at the same rate. */
export function refill(connection: Connection, now: number): void {
  const { messagesPerSecond } = connection.hub.limits;
  // A simulation may have set the time into the future.
  if (now < connection.allowanceAt) return;
  const elapsed = (now - connection.allowanceAt) / 1000;
  connection.allowance = Math.min(messagesPerSecond, connection.allowance + elapsed * messagesPerSecond);
  connection.allowanceAt = now;
}

/** Takes one message from the allowance. Returns the refusal if there is none left. */
export function takeMessage(connection: Connection): PlatformError | undefined {
  const { messagesPerSecond } = connection.hub.limits;
  refill(connection, connection.hub.now());
  if (connection.allowance >= 1) {
    connection.allowance -= 1;
    return undefined;
  }
  const pausedMs = Math.max(0, connection.allowanceAt - connection.hub.now());
  return problem("rate_limited", `More than ${messagesPerSecond} messages a second. Wait, then repeat.`, {
    retryAfterSeconds: (1 - connection.allowance) / messagesPerSecond + pausedMs / 1000,
  });
}
