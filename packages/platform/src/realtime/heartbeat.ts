import { timestamp } from "../clock.js";
import { problem } from "../problem/platform-error.js";
import type { Connection } from "./connection.js";
import { messageFrame } from "./logged-message.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import type { Session } from "./session.js";
import { recheckMembership, withdraw } from "./withdraw.js";

const ping = new OutgoingFrame({ type: "ping" });
const dead = problem("ping_timeout", "No sign of life came in time. Connect again and resume.");

/** Looks after one connection: the hello, signs of life, the queue, the token. Called about once a second. */
export function beat(connection: Connection, now: number): void {
  const { limits } = connection.hub;
  if (connection.stalledUntil > 0 && now >= connection.stalledUntil) connection.stalledUntil = 0;
  if (connection.state.status === "awaiting hello" || connection.state.status === "authenticating") {
    if (now - connection.connectedAt < limits.helloMs) return;
    connection.end("hello_timeout", { message: "No hello came in time. Connect again and send hello first." });
    return;
  }
  if (connection.state.status === "closed") return;
  if (connection.backlog.age(connection.link, now) > limits.queueMs) return connection.endSlow();
  if (connection.pingedAt > 0 && now - connection.pingedAt >= limits.pongWaitMs) return connection.fail(dead);
  const { session } = connection.state;
  watchToken(connection, session, now);
  if (!connection.isOpen) return;
  endSubscriptions(connection, now);
  judgeMemberships(connection, now);
  if (isBusy(connection)) connection.busyAt = now;
  if (now - connection.busyAt >= limits.idleMs) {
    connection.end("idle_timeout", { message: "There was neither a subscription nor a request for a long time." });
    return;
  }
  if (now - connection.lastSentAt >= limits.pingMs) {
    connection.pingedAt ||= now;
    connection.send(ping);
  }
}

function isBusy({ subscriptions, inbox, memberships, inFlight }: Connection): boolean {
  return (subscriptions?.size ?? 0) > 0 || inbox !== undefined || (memberships?.size ?? 0) > 0 || inFlight > 0;
}

/** Subscriptions end with their channel token, and memberships that stand on them. */
function endSubscriptions(connection: Connection, now: number): void {
  for (const subscription of connection.subscriptions?.values() ?? []) {
    if ((subscription.admission.expiresAt ?? Infinity) > now) continue;
    const reason = "The authorisation for the channel has expired. Subscribe again with a new one.";
    withdraw(subscription, problem("token_expired", reason));
  }
}

/** What a session was a member of before it was resumed, it is only if it may still be. */
function judgeMemberships(connection: Connection, now: number): void {
  if (connection.judgeAt === 0 || now < connection.judgeAt) return;
  connection.judgeAt = 0;
  for (const channel of connection.memberships?.keys() ?? []) recheckMembership(connection, channel);
}

/** Asks for a new token before the old one expires, and lets the connection outlive it for a while. */
function watchToken(connection: Connection, session: Session, now: number): void {
  const { expiresAt } = session;
  if (expiresAt === null) return;
  const { expiryGraceMs, reauthMs } = connection.hub.limits;
  if (now >= expiresAt + expiryGraceMs) {
    connection.end("token_expired", { message: "The token expired and was not renewed. Send hello with a new one." });
    return;
  }
  const life = Math.max(0, expiresAt - session.identity.issuedAt);
  const lead = Math.min(Math.max(reauthMs, life / 10), life / 2);
  if (session.reauthAsked || now < expiresAt - lead) return;
  session.reauthAsked = true;
  const leftMs = Math.max(0, expiresAt - now);
  connection.send(new OutgoingFrame({ type: "reauth", byMs: leftMs }));
  connection.send(new OutgoingFrame(messageFrame(expiring(connection, leftMs))));
}

function expiring(connection: Connection, leftMs: number): Parameters<typeof messageFrame>[0] {
  const { hub, session } = connection;
  const { expiresAt } = session;
  const { project, applicationId, userId } = session.identity;
  const type = "session.expiring";
  return {
    id: hub.ids("msg"),
    channel: `user:${userId ?? connection.id}`,
    event: type,
    data: {
      type,
      id: hub.ids("evt"),
      timestamp: timestamp(hub.now()),
      projectId: project,
      applicationId,
      ...(userId !== null && { userId }),
      data: {
        connectionId: connection.id,
        expiresAt: timestamp(expiresAt ?? hub.now()),
        remainingSeconds: Math.floor(leftMs / 1000),
      },
    },
    sender: { connectionId: null, userId: null, memberId: null },
    at: hub.now(),
    exclude: null,
    tags: {},
    publishId: null,
    expiresAt: null,
  };
}
