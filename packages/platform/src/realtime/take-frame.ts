import { isJsonObject, type Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";
import { errorFrame } from "./error-frame.js";

/** A client that is so far ahead of its allowance does not listen to refusals. Before `welcome` there is nothing to be ahead with. */
const floodMs = 5000;

/** Counts a frame of a client, whatever it is. One too many is refused, and a flood ends the connection. Says whether to go on. */
export function takeFrame(connection: Connection, value: Json): boolean {
  const { hub, frames } = connection;
  const waitMs = frames.owe(hub.now());
  if (waitMs === 0) return true;
  const message = `More than ${hub.limits.framesPerSecond} frames a second. Wait, then repeat.`;
  const refusal = problem("rate_limited", message, { retryAfterSeconds: waitMs / 1000 });
  const id = isJsonObject(value) ? value["id"] : undefined;
  if (waitMs > floodMs || !connection.isOpen) connection.fail(refusal);
  else if (Number.isSafeInteger(id)) connection.send(errorFrame(refusal, { id: Number(id) }));
  return false;
}
