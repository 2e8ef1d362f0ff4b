import type { WelcomeFrame } from "@parlance/protocol";

/** What a server in memory says to `hello`, with the numbers that the platform gives by default. */
export const usualWelcome: WelcomeFrame = {
  type: "welcome",
  id: 1,
  connection: "conn_memory",
  session: "memory",
  user: null,
  inbox: null,
  pingMs: 25_000,
  pongWaitMs: 10_000,
  tokenTtlMs: null,
  resumed: false,
  windowMs: 120_000,
  limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
  retry: { minMs: 400, maxMs: 20_000 },
  now: 0,
};
