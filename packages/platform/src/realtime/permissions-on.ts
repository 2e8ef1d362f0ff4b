import type { Connection } from "./connection.js";
import type { Admission } from "./gate.js";

/** What the channel tokens of a connection's subscriptions to a channel permit; undefined if there are none. */
export function permissionsOn(connection: Connection, channel: string): Admission["permissions"] {
  const held = admissionsOn(connection, channel).flatMap(({ permissions }) =>
    permissions === undefined ? [] : [permissions],
  );
  return held.length === 0 ? undefined : held.flat();
}

/** The admissions of a connection's subscriptions to a channel. */
export function admissionsOn(connection: Connection, channel: string): readonly Admission[] {
  return [...(connection.subscriptions?.values() ?? [])].flatMap((subscription) =>
    subscription.channel === channel ? [subscription.admission] : [],
  );
}
