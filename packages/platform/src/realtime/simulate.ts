import type { Simulation } from "../gen/types.gen.js";
import type { JsonObject } from "../json/json.js";
import { problem } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";

const defaultMs = 1000;

/**
 * Carries out the method `simulate` (the contract's `Simulation`), which a platform in development has: makes a fault of one
 * connection or one channel. The parameters are validated already.
 */
export function simulate(connection: Connection, params: JsonObject): JsonObject {
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
      hub.broker.empty(channelIn(connection, channel));
      return {};
    case "change_epoch":
      hub.broker.forget(channelIn(connection, channel));
      return {};
    case "slow":
      connection.endSlow();
      return {};
    case "rate_limit":
      connection.allowance = 0;
      connection.allowanceAt = hub.now() + ms;
      return {};
    default:
      throw problem("validation_failed", "The fault is none that can be simulated.");
  }
}

function channelIn({ project }: Connection, channel: string | undefined) {
  if (channel === undefined) throw problem("validation_failed", "channel is required for this fault.");
  return { project, channel };
}
