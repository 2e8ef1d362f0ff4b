import type { HelloFrame, Inbox, WelcomeFrame } from "@parlance/protocol";
import type { Begin } from "./begin.js";
import type { Connection } from "./connection.js";

/** What a connection is told about itself, its session and the server's numbers. */
export function welcome(
  connection: Connection,
  {
    hello,
    resumed,
    begin,
  }: { readonly hello: HelloFrame; readonly resumed: boolean; readonly begin: Begin | undefined },
): WelcomeFrame {
  const { hub, session } = connection;
  const { limits, node } = hub;
  const { userId, expiresAt } = session.identity;
  const now = hub.now();
  return {
    type: "welcome",
    id: hello.id,
    connection: connection.id,
    session: session.key,
    user: userId,
    inbox: begin === undefined ? null : inboxOf(begin),
    pingMs: limits.pingMs,
    pongWaitMs: limits.pongWaitMs,
    tokenTtlMs: expiresAt === null ? null : Math.max(0, expiresAt - now),
    resumed,
    windowMs: limits.resumeWindowMs,
    limits: {
      frameBytes: limits.frameBytes,
      subscriptions: limits.subscriptionsPerConnection,
      inFlight: limits.requestsInFlight,
      messagesPerSecond: limits.messagesPerSecond,
    },
    retry: { ...limits.retry },
    ...(node !== undefined && { node }),
    now,
  };
}

function inboxOf({ subscription, position, recovered, count }: Begin): Inbox {
  return { channel: subscription.channel, epoch: position.epoch, offset: position.offset, recovered, count };
}
