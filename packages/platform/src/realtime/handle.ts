import type { ClientFrame } from "@parlance/protocol";
import type { JsonObject } from "../json/json.js";
import { authenticate } from "./auth.js";
import { cast, request } from "./call-method.js";
import { changePresence } from "./change-presence.js";
import type { Connection } from "./connection.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { publish } from "./publish.js";
import { readHistory } from "./read-history.js";
import { refuseFrame } from "./refuse-frame.js";
import { subscribe, unsubscribe } from "./subscribe.js";

/** Carries out a validated frame of an open connection. */
export function handle(connection: Connection, valid: JsonObject): void {
  const frame = valid as unknown as ClientFrame;
  connection.busyAt = connection.lastSeenAt;
  switch (frame.type) {
    case "subscribe":
      return subscribe(connection, frame);
    case "unsubscribe":
      return unsubscribe(connection, frame);
    case "publish":
      return publish(connection, frame);
    case "presence":
      return changePresence(connection, frame);
    case "history":
      return readHistory(connection, frame);
    case "request":
      return request(connection, frame);
    case "cast":
      return cast(connection, frame);
    case "auth":
      return authenticate(connection, frame);
    case "ping": {
      const { echo } = frame;
      return connection.send(new OutgoingFrame({ type: "pong", ...(echo !== undefined && { echo }) }));
    }
    case "hello":
      return refuseFrame(connection, "hello was sent before.", valid);
    // A sign of life, a client's complaint: nothing to do.
    case "pong":
    case "error":
      return;
    default:
      return refuseFrame(connection, "The type is not known.", valid);
  }
}
