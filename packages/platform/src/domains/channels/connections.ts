import { timestamp } from "../../clock.js";
import type { Answer, Call, Handlers } from "../../handler.js";
import type { JsonObject } from "../../json/json.js";
import { problem } from "../../problem/platform-error.js";
import type { LiveConnection, Termination } from "../../realtime/connection-registry.js";
import { listValues } from "../../resource/list-values.js";
import { optionalTimestamp } from "../../resource/times.js";
import { bodyObject } from "../../resource/write.js";
import { projectOf } from "./channel-resource.js";

/** Live connections, and the users behind them. */
export const connectionHandlers: Handlers = {
  "connections.list": list,
  "connections.get": async (call) => ({
    status: 200,
    body: call.access.show(presentConnection(requireConnection(call))),
  }),
  "connections.terminate": terminate,
  "users.get": getUser,
  "users.terminateConnections": terminateUser,
};

/** A connection as answers show it. */
export function presentConnection(connection: LiveConnection): JsonObject {
  return {
    id: connection.id,
    userId: connection.userId,
    memberId: connection.memberId,
    applicationId: connection.applicationId,
    transport: connection.transport,
    client: connection.client,
    channels: [...connection.subscriptions.keys()],
    connectedAt: timestamp(connection.connectedAt),
    lastSeenAt: timestamp(connection.lastSeenAt),
    tokenExpiresAt: optionalTimestamp(connection.tokenExpiresAt),
  };
}

async function list(call: Call): Promise<Answer> {
  const { userId, memberId, channel } = call.query;
  const wanted = call.connections
    .list(projectOf(call))
    .filter(
      (connection) =>
        (userId === undefined || connection.userId === userId) &&
        (memberId === undefined || connection.memberId === memberId) &&
        (typeof channel !== "string" || connection.subscriptions.has(channel)),
    );
  return listValues(
    call,
    wanted.map((connection) => ({
      id: connection.id,
      position: connection.connectedAt,
      value: presentConnection(connection),
    })),
  );
}

/** The connection in the path. Throws `not_found`. */
export function requireConnection(call: Call): LiveConnection {
  const connection = call.connections.get(projectOf(call), call.path["connection"] ?? "");
  if (connection === undefined || !call.access.allows(presentConnection(connection))) {
    throw problem("not_found", "There is no such connection now.");
  }
  return connection;
}

async function terminate(call: Call): Promise<Answer> {
  const connection = requireConnection(call);
  const { userId } = connection;
  end(call, [connection], userId);
  return { status: 204 };
}

async function getUser(call: Call): Promise<Answer> {
  const id = call.path["user"] ?? "";
  const connections = connectionsOf(call, id);
  const seen = connections.map((connection) => connection.lastSeenAt);
  return {
    status: 200,
    body: {
      id,
      online: connections.length > 0,
      connectionCount: connections.length,
      channels: [...new Set(connections.flatMap((connection) => [...connection.subscriptions.keys()]))],
      lastSeenAt: optionalTimestamp(seen.length === 0 ? null : Math.max(...seen)),
    },
  };
}

async function terminateUser(call: Call): Promise<Answer> {
  const id = call.path["user"] ?? "";
  const connections = connectionsOf(call, id);
  end(call, connections, id);
  return { status: 200, body: { terminatedCount: connections.length } };
}

function connectionsOf(call: Call, user: string): readonly LiveConnection[] {
  return call.connections
    .list(projectOf(call))
    .filter((connection) => connection.userId === user && call.access.allows(presentConnection(connection)));
}

function end(call: Call, connections: readonly LiveConnection[], user: string | null): void {
  const defaults = call.defaults("Termination");
  const { code, reason = null, blockSeconds } = { ...defaults, ...bodyObject(call) };
  const termination: Termination = { code: String(code), reason: typeof reason === "string" ? reason : null };
  call.afterCommit(() => {
    if (user !== null && Number(blockSeconds) > 0) {
      call.connections.block(projectOf(call), user, call.clock() + Number(blockSeconds) * 1000);
    }
    for (const connection of connections) connection.terminate(termination);
  });
}
