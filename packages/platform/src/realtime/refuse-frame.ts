import { isJsonObject, type Json } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";
import { errorFrame } from "./error-frame.js";

/** Refuses what is no valid frame: as the answer to its id if it has one, by closing otherwise. */
export function refuseFrame(connection: Connection, reason: string, value?: Json): void {
  const id = isJsonObject(value) ? value["id"] : undefined;
  const message = `${reason} Correct the client.`;
  if (Number.isSafeInteger(id) && connection.isOpen)
    connection.send(errorFrame(problem("bad_frame", message), { id: Number(id) }));
  else connection.end("bad_frame", { message });
}
