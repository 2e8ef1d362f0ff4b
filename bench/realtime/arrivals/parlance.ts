import { Session, type Effect, type RetryHint, type WelcomeFrame } from "@parlance/protocol";
import { seeded } from "./seeded.ts";

/** How the server went away. */
export interface Restart {
  /** How long nobody listens. */
  readonly outageMs: number;
  /** What the server said in its welcome about spreading retries. */
  readonly retry: RetryHint;
}

/** For how long each client was connected before. */
const livedMs = 60_000;

/** When the session machine of one client, in virtual time, tries a server that is back: milliseconds after it came back. */
export function parlanceArrival(seed: number, { outageMs, retry }: Restart): number {
  const backAt = livedMs + outageMs;
  const session = new Session({
    client: { name: "bench", version: "1.0.0" },
    instance: "0d8e5f0d-6a0b-4b53-9d0c-7c2e0c5b1f6d",
    random: seeded(seed),
  });
  let transport = 0;
  let wakeAt: number | null = null;
  let opening = false;
  const carryOut = (effects: readonly Effect[], now: number): void => {
    for (const effect of effects) {
      if (effect.type === "wake") wakeAt = effect.at;
      else if (effect.type === "fetchToken") carryOut(session.input({ type: "token", token: "token" }, now), now);
      else if (effect.type === "open") {
        ({ transport } = effect);
        opening = true;
      }
    }
  };
  carryOut(session.command({ type: "connect" }, 0), 0);
  carryOut(session.input({ type: "opened", transport }, 0), 0);
  carryOut(session.input({ type: "frame", transport, frame: welcome(retry) }, 0), 0);
  opening = false;
  carryOut(session.input({ type: "closed", transport, code: 1006, reason: "" }, livedMs), livedMs);
  for (let now = livedMs; ; now = wakeAt) {
    carryOut(session.tick(now), now);
    if (opening && now >= backAt) return now - backAt;
    if (opening) {
      opening = false;
      carryOut(session.input({ type: "closed", transport, code: 1006, reason: "" }, now), now);
    }
    if (wakeAt === null) throw new Error("A session that lost its connection asked for no time to be woken at.");
  }
}

function welcome(retry: RetryHint): WelcomeFrame {
  return {
    type: "welcome",
    id: 1,
    connection: "conn_LxQ2vTn8WbHs4Kd9",
    session: "s3cr3t-Vb2Yk7Rd4Jm9Xq1C",
    user: null,
    inbox: null,
    pingMs: 2 * livedMs,
    pongWaitMs: 10_000,
    tokenTtlMs: null,
    resumed: false,
    windowMs: 120_000,
    limits: { frameBytes: 65_536, subscriptions: 200, inFlight: 64, messagesPerSecond: 50 },
    retry,
    now: 0,
  };
}
