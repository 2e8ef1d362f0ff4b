import type { Answer, Call, HandlersOf } from "../../handler.js";
import { problem } from "../../problem/platform-error.js";
import type { LiveConnection, Termination } from "../../realtime/live-connection.js";
import { presentConnection } from "../../realtime/present-connection.js";
import { listValues } from "../../resource/list-values.js";
import { optionalTimestamp } from "../../resource/times.js";
import { projectOf } from "./channel-resource.js";

/** Live connections, and the users behind them. */
export const connectionHandlers: HandlersOf<
  `connections.${"list" | "get" | "terminate"}` | `users.${"get" | "terminateConnections"}`
> = {
  "connections.list": list,
  "connections.get": async (call) => ({
    status: 200,
    body: call.access.show(presentConnection(call.connections, requireConnection(call))),
  }),
  "connections.terminate": terminate,
  "users.get": getUser,
  "users.terminateConnections": terminateUser,
};

async function list(call: Call<"connections.list">): Promise<Answer<"connections.list">> {
  const { userId, memberId, channel } = call.query;
  const wanted = call.connections
    .list(projectOf(call))
    .filter(
      (connection) =>
        (userId === undefined || connection.userId === userId) &&
        (memberId === undefined || connection.memberId === memberId) &&
        (channel === undefined || call.connections.channels(connection).includes(channel)),
    );
  return listValues(
    call,
    wanted.map((connection) => ({
      id: connection.id,
      position: connection.connectedAt,
      value: presentConnection(call.connections, connection),
    })),
  );
}

/** The connection in the path. Throws `not_found`. */
export function requireConnection(call: Call<`connections.${"get" | "terminate" | "publish"}`>): LiveConnection {
  const connection = call.connections.get(projectOf(call), call.path.connection);
  if (connection === undefined || !call.access.allows(presentConnection(call.connections, connection))) {
    throw problem("not_found", "There is no such connection now.");
  }
  return connection;
}

async function terminate(call: Call<"connections.terminate">): Promise<Answer<"connections.terminate">> {
  const connection = requireConnection(call);
  const { userId } = connection;
  end(call, [connection], userId);
  return { status: 204 };
}

async function getUser(call: Call<"users.get">): Promise<Answer<"users.get">> {
  const id = call.path.user;
  const connections = connectionsOf(call, id);
  const seen = connections.map((connection) => connection.lastSeenAt);
  return {
    status: 200,
    body: {
      id,
      online: connections.length > 0,
      connectionCount: connections.length,
      channels: [...new Set(connections.flatMap((connection) => call.connections.channels(connection)))],
      lastSeenAt: optionalTimestamp(seen.length === 0 ? null : Math.max(...seen)),
    },
  };
}

async function terminateUser(call: Call<"users.terminateConnections">): Promise<Answer<"users.terminateConnections">> {
  const id = call.path.user;
  const connections = connectionsOf(call, id);
  end(call, connections, id);
  return { status: 200, body: { terminatedCount: connections.length } };
}

function connectionsOf(call: Call, user: string): readonly LiveConnection[] {
  return call.connections
    .list(projectOf(call))
    .filter(
      (connection) => connection.userId === user && call.access.allows(presentConnection(call.connections, connection)),
    );
}

function end(
  call: Call<"connections.terminate" | "users.terminateConnections">,
  connections: readonly LiveConnection[],
  user: string | null,
): void {
  const { code, reason = null, blockSeconds } = call.body.value;
  const termination: Termination = { code, reason };
  call.afterCommit(() => {
    if (user !== null && blockSeconds > 0) {
      call.connections.block(projectOf(call), user, call.clock() + blockSeconds * 1000);
    }
    for (const connection of connections) connection.terminate(termination);
  });
}
