import type { CastFrame, RequestFrame } from "@parlance/protocol";
import type { Json, JsonObject } from "../json/json.js";
import { answer } from "./answer.js";
import { type Awaitable, whenReady } from "./awaitable.js";
import type { Connection } from "./connection.js";

const simulation = "simulate";

/** Calls a method and answers with its result. */
export function request(connection: Connection, { id, method, params = {} }: RequestFrame): void {
  answer<Json>(
    connection,
    { id },
    {
      work: () => call(connection, method, params as JsonObject),
      members: (result) => ({ result }),
    },
  );
}

/** Calls a method without an answer. What fails is told to nobody; the client asked for that. */
export function cast(connection: Connection, { method, params = {} }: CastFrame): void {
  const { hub } = connection;
  if (connection.inFlight >= hub.limits.requestsInFlight) return;
  connection.inFlight += 1;
  const done = (): void => void (connection.inFlight -= 1);
  whenReady(() => call(connection, method, params as JsonObject), done, done);
}

function call(connection: Connection, method: string, params: JsonObject): Awaitable<Json> {
  const { hub, session } = connection;
  if (method === simulation && hub.simulate !== undefined) return hub.simulate(connection, params);
  const { identity, token } = session;
  return hub.gate.call({ identity, token, connection: connection.id, method, params });
}
