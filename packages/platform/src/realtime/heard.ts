import type { Position } from "../broker/broker.js";
import type { Connection } from "./connection.js";
import type { Admission } from "./gate.js";

/** A connection that begins to hear a channel, with the leave it has. */
interface Hearing {
  readonly connection: Pick<Connection, "heardSince" | "hub">;
  readonly channel: string;
  readonly admission: Admission;
}

/**
 * Whether a subscription may go on after a position. Whoever may read the history may; with a channel token that permits none, only who
 * heard the channel in this session before that position, so that what follows is what it would have got without the interruption.
 */
export function mayGoOn({ connection, channel, admission }: Hearing, since: Position): boolean {
  if (readsHistory(admission)) return true;
  const first = connection.heardSince?.get(channel);
  return first !== undefined && (first.epoch !== since.epoch || first.offset <= since.offset);
}

/** Remembers for the session where it began to hear a channel whose history it may not read. */
export function noteHeard({ connection, channel, admission }: Hearing, from: Position): void {
  if (readsHistory(admission)) return;
  const heard = (connection.heardSince ??= new Map<string, Position>());
  if (!heard.has(channel)) heard.set(channel, from);
  const [oldest] = heard.keys();
  if (oldest !== undefined && heard.size > connection.hub.limits.subscriptionsPerConnection) heard.delete(oldest);
}

/** Without a channel token the leave to hear a channel is the leave to read it. */
function readsHistory({ permissions }: Admission): boolean {
  return permissions?.includes("history") ?? true;
}
