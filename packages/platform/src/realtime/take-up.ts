import type { HelloFrame } from "@parlance/protocol";
import type { Connection } from "./connection.js";
import type { Identity } from "./gate.js";
import { keptPositions, vouchedChannels } from "./leave.js";
import { sameSubject } from "./session.js";

/** A session that goes on over another connection. */
export interface TakenUp {
  readonly key: string;
  /** The channels where a channel token let it be a member: its subscription there comes after `welcome`. */
  readonly vouched: ReadonlySet<string>;
}

/** The connection that still has the session which a hello resumes. */
export function takenOver({ hub }: Connection, { resume }: HelloFrame, identity: Identity): Connection | undefined {
  const old = resume === undefined ? undefined : hub.sessions.live(resume.session);
  return old !== undefined && sameSubject(old.session.identity, identity) ? old : undefined;
}

/** Takes the session of an earlier connection over, with its id and its memberships. Undefined = it is gone. */
export function takeUp(connection: Connection, hello: HelloFrame, identity: Identity): TakenUp | undefined {
  if (hello.resume === undefined) return undefined;
  const { sessions, metrics } = connection.hub;
  const key = hello.resume.session;
  const old = takenOver(connection, hello, identity);
  if (old !== undefined) {
    const vouched = vouchedChannels(old);
    connection.id = old.id;
    connection.memberships = old.memberships;
    connection.positions = keptPositions(old);
    connection.heardSince = old.heardSince;
    old.end("session_taken_over", { message: "A newer connection resumed the session.", ending: "taken over" });
    metrics.resumed += 1;
    return { key, vouched };
  }
  const lost = sessions.take(key, identity);
  if (lost === undefined) return undefined;
  connection.id = lost.connection;
  connection.memberships = new Map(lost.memberships);
  connection.positions = lost.positions;
  connection.heardSince = lost.heardSince;
  metrics.resumed += 1;
  return { key, vouched: lost.vouched };
}
