import type { ErrorCode } from "../gen/errors.gen.js";
import type { Connection } from "./connection.js";
import type { Ending } from "./connection-state.js";
import { permissionsOn } from "./permissions-on.js";
import type { KeptPosition } from "./session-keeper.js";

/** Shared, because most sessions that are kept have neither memberships nor positions. */
const none = {
  memberships: new Map<string, string>(),
  vouched: new Set<string>(),
  positions: new Map<string, KeptPosition>(),
};

/** Takes a connection out of everything that it is part of. What it leaves behind is kept for as long as it may come back. */
export function leave(connection: Connection, ending: Ending, code?: ErrorCode): void {
  const { hub, state, inbox } = connection;
  if (state.status === "open") {
    const { key, identity } = state.session;
    const positions = keptPositions(connection);
    const vouched = vouchedChannels(connection);
    hub.registry.remove(connection, code);
    for (const subscription of connection.subscriptions?.values() ?? []) hub.feeds.remove(subscription);
    if (inbox !== undefined) hub.feeds.remove(inbox);
    hub.sessions.end(key, connection);
    const { id, memberships = none.memberships, heardSince } = connection;
    if (ending !== "taken over")
      hub.sessions.lose({
        key,
        identity,
        memberships,
        vouched,
        positions,
        heardSince,
        connection: id,
        lostAt: hub.now(),
      });
    if (ending === "left") hub.sessions.abandon(key);
  }
  connection.state = { status: "closed" };
  hub.forget(connection);
}

/** The channels that a connection is a member of by a channel token. */
export function vouchedChannels(connection: Connection): ReadonlySet<string> {
  const { memberships = none.memberships } = connection;
  if (memberships.size === 0) return none.vouched;
  return new Set([...memberships.keys()].filter((channel) => permissionsOn(connection, channel) !== undefined));
}

/** How far the filtered subscriptions of a connection are, by `positionKey`. */
export function keptPositions({ subscriptions }: Connection): ReadonlyMap<string, KeptPosition> {
  let positions: Map<string, KeptPosition> | undefined;
  for (const [key, { options, position }] of subscriptions ?? []) {
    if (options.filterText === undefined) continue;
    (positions ??= new Map()).set(key, { filterText: options.filterText, ...position });
  }
  return positions ?? none.positions;
}
