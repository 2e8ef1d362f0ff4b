import type { Simulation } from "../gen/types.gen.js";
import type { JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { ChannelAddress } from "../broker/broker.js";
import { type Awaitable, chain } from "./awaitable.js";
import type { Connection } from "./connection.js";
import { permissionsOn } from "./permissions-on.js";

const defaultMs = 1000;

/**
 * Carries out the method `simulate` (the contract's `Simulation`), which a platform in development has: makes a fault of one
 * connection or one channel. The parameters are validated already. The fault of a channel takes the right to read its history,
 * so that nobody makes others lose what is hidden from it.
 */
export function simulate(connection: Connection, params: JsonObject): Awaitable<JsonObject> {
  const { hub } = connection;
  const { fault, channel, ms = defaultMs } = params as unknown as Simulation;
  switch (fault) {
    case "drop":
      connection.drop();
      return {};
    case "stall":
      connection.stalledUntil = hub.now() + ms;
      return {};
    case "expire_token":
      connection.session.expiresAt = hub.now();
      return {};
    case "lose_history":
      return onChannel(connection, channel, (at) => hub.broker.empty(at));
    case "change_epoch":
      return onChannel(connection, channel, (at) => hub.broker.forget(at));
    case "slow":
      connection.endSlow();
      return {};
    case "rate_limit":
      connection.messages.exhaust(hub.now() + ms);
      return {};
    default:
      throw problem("validation_failed", "The fault is none that can be simulated.");
  }
}

function onChannel(
  connection: Connection,
  channel: string | undefined,
  fault: (at: ChannelAddress) => void,
): Awaitable<JsonObject> {
  if (channel === undefined) throw problem("validation_failed", "channel is required for this fault.");
  const { identity } = connection.session;
  const permissions = permissionsOn(connection, channel);
  const asked = { identity, connection: connection.id, channel, permissions };
  return chain(connection.hub.gate.history(asked), () => {
    fault({ project: identity.project, channel });
    return {};
  });
}
