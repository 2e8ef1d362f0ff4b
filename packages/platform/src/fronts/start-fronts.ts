import type { FastifyInstance } from "fastify";
import type { Validators } from "../contract/validators.js";
import type { Services } from "../handler.js";
import { callOperation } from "../http/call-operation.js";
import { RateLimiter } from "../http/rate-limiter.js";
import { Announcements } from "../realtime/announcements.js";
import { createHub } from "../realtime/create-hub.js";
import type { Hub } from "../realtime/hub.js";
import type { RealtimeLimits } from "../realtime/limits.js";
import { Ticker } from "../realtime/ticker.js";
import type { Store } from "../store/store.js";
import { PusherFront } from "./pusher/pusher-front.js";
import { SseFront } from "./sse/sse-front.js";
import { serveUpgrades, type Upgrade } from "./upgrades.js";
import { WebSocketFront } from "./websocket/websocket-front.js";

/** What the realtime fronts of a platform are made of. */
export interface FrontsOptions {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly store: Store;
  readonly validators: Validators;
  readonly limits: RealtimeLimits;
  /** For each application of Pusher's, as for each of ours. */
  readonly callsPerSecond: number;
  /** Gets the hub before the fronts do. */
  readonly prepare?: (hub: Hub) => void;
}

/** The running fronts. */
export interface Fronts {
  readonly hub: Hub;
  readonly pusher: PusherFront;
  /** Sends every client away, and resolves when all have gone; after `patienceMs` the rest is cut. */
  close(patienceMs: number): Promise<void>;
}

/** Puts the realtime fronts before the HTTP server listens. */
export function startFronts(options: FrontsOptions): Fronts {
  const { app, services, store, validators, limits, callsPerSecond, prepare } = options;
  const { clock, contract, ids } = services;
  const report = (error: unknown): void => app.log.error(error);
  const ticker: Ticker = new Ticker(() => hub);
  const hub = createHub({
    services,
    store,
    validators,
    limits,
    call: (call) => callOperation(app, contract, call),
    onWait: () => ticker.hurry(),
    report,
  });
  prepare?.(hub);
  const announcements = new Announcements({ registry: services.connections, store, services, report });
  const websocket = new WebSocketFront({
    hub,
    path: contract.address("socket"),
    subprotocols: contract.subprotocols("socket"),
    frameBytes: limits.frameBytes,
  });
  websocket.mount(app);
  const rateLimiter = new RateLimiter({ callsPerSecond, clock });
  const sse = new SseFront({ hub, store, contract, rateLimiter });
  sse.mount(app);
  const { connectionsPerProject } = limits;
  const pusher = new PusherFront({ app, services, store, callsPerSecond, connectionsPerProject });
  const takers = [websocket, pusher].map(
    (front): Upgrade =>
      (...request) =>
        front.upgrade(...request),
  );
  serveUpgrades(app.server, takers, ids);
  ticker.start();
  return {
    hub,
    pusher,
    close: async (patienceMs) => {
      hub.drain();
      await Promise.all([websocket.close(patienceMs), pusher.close(patienceMs)]);
      sse.close();
      ticker.stop();
      await announcements.close();
    },
  };
}
