import type { HelloFrame } from "@parlance/protocol";
import type { Connection } from "./connection.js";
import type { Identity } from "./gate.js";
import { keptPositions } from "./leave.js";
import { sameSubject } from "./session.js";

/** Takes the session of an earlier connection over, with its id and its memberships. Returns the key; undefined = it is gone. */
export function takeUp(connection: Connection, { resume }: HelloFrame, identity: Identity): string | undefined {
  if (resume === undefined) return undefined;
  const { sessions, metrics } = connection.hub;
  const old = sessions.live(resume.session);
  if (old !== undefined && sameSubject(old.session.identity, identity)) {
    connection.id = old.id;
    connection.memberships = old.memberships;
    connection.positions = keptPositions(old);
    connection.heardSince = old.heardSince;
    old.end("session_taken_over", { message: "A newer connection resumed the session.", ending: "taken over" });
  } else {
    const lost = sessions.take(resume.session, identity);
    if (lost === undefined) return undefined;
    connection.id = lost.connection;
    connection.memberships = new Map(lost.memberships);
    connection.positions = lost.positions;
    connection.heardSince = lost.heardSince;
  }
  metrics.resumed += 1;
  return resume.session;
}
