import { isJsonObject, type Json } from "../json/json.js";
import type { Connection } from "./connection.js";
import { handle } from "./handle.js";
import { sayHello } from "./hello.js";
import { refuseFrame } from "./refuse-frame.js";
import { takeFrame } from "./take-frame.js";

/** Takes a frame of the client, decoded and not yet validated, as the state of its connection allows. */
export function receiveFrame(connection: Connection, value: Json): void {
  const { hub, state } = connection;
  if (state.status === "closed") return;
  connection.lastSeenAt = hub.now();
  connection.pingedAt = 0;
  hub.metrics.framesIn += 1;
  if (!takeFrame(connection, value)) return;
  const wrong = isJsonObject(value) ? hub.check(value) : "A frame is a JSON object.";
  if (state.status === "awaiting hello") return sayHello(connection, value, wrong);
  if (wrong !== undefined || !isJsonObject(value)) return refuseFrame(connection, wrong ?? "", value);
  if (state.status === "open") return handle(connection, value);
  if (state.early.length < hub.limits.requestsInFlight) state.early.push(value);
  else connection.end("bad_frame", { message: "Too many frames before the answer to hello. Wait for welcome." });
}
