import { timestamp } from "../clock.js";
import type * as contract from "../gen/types.gen.js";
import type { Plain } from "../json/plain.js";
import { optionalTimestamp } from "../resource/times.js";
import type { ConnectionRegistry } from "./connection-registry.js";
import type { LiveConnection } from "./live-connection.js";

/** A connection as answers and events show it. */
export function presentConnection(
  registry: ConnectionRegistry,
  connection: LiveConnection,
): Plain<contract.Connection> {
  return {
    id: connection.id,
    userId: connection.userId,
    memberId: connection.memberId,
    applicationId: connection.applicationId,
    transport: connection.transport,
    client: connection.client,
    channels: [...registry.channels(connection)],
    connectedAt: timestamp(connection.connectedAt),
    lastSeenAt: timestamp(connection.lastSeenAt),
    tokenExpiresAt: optionalTimestamp(connection.tokenExpiresAt),
  };
}
