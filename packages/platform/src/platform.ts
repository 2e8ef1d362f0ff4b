import type { AddressInfo } from "node:net";
import { MemoryBroker } from "./broker/memory-broker.js";
import { retentionOf } from "./broker/retention.js";
import type { Clock } from "./clock.js";
import { createValidators, fill } from "./contract/validators.js";
import { createProject, type ApplicationCredentials, type NewProject } from "./create-project.js";
import { applicationToken, developmentApplication } from "./development.js";
import { handlers } from "./domains/index.js";
import { WebhookDispatcher } from "./domains/webhooks/dispatch/webhook-dispatcher.js";
import type { PusherCredentials, PusherSettings } from "./fronts/pusher/application.js";
import { startFronts } from "./fronts/start-fronts.js";
import type { Services, TurnServers } from "./handler.js";
import { createApp } from "./http/app.js";
import { interpose, type Interposition } from "./http/interposition.js";
import { SilentSockets } from "./http/silent-sockets.js";
import { randomId, type Ids } from "./ids.js";
import type { JsonObject } from "./json/json.js";
import { loadContract } from "./load-contract.js";
import { Metrics } from "./metrics.js";
import { ConnectionRegistry } from "./realtime/connection-registry.js";
import type { RealtimeLimits } from "./realtime/limits.js";
import { claimsCheck } from "./security/check-claims.js";
import { SqliteStore } from "./store/sqlite-store.js";

/** How a platform runs. Everything has a default. */
export interface PlatformOptions {
  /** TCP port; 0 (default) = any free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: only this machine. */
  readonly host?: string;
  /** Folder of the durable records. Left out = memory only, gone when the platform closes. */
  readonly data?: string;
  /** Calls a second for each application. Default: the contract's limit. */
  readonly callsPerSecond?: number;
  /** Whether answers are compared with the contract; a difference is a 500. Default: unless `NODE_ENV` is `production`. */
  readonly checkAnswers?: boolean;
  /** Lowest level that is logged, as JSON lines on stderr. Default `silent`. */
  readonly logLevel?: "silent" | "error" | "warn" | "info";
  /** Numbers of the realtime half in place of the contract's. */
  readonly realtime?: Partial<RealtimeLimits>;
  /** How long `close` lets running calls finish. Default 10 seconds. */
  readonly drainMs?: number;
  /** Left out = `turnCredentials.create` answers 501. */
  readonly turn?: TurnServers;
  /** How the development application is reached with Pusher's libraries. Default: what is kept of it, or Pusher's own defaults. */
  readonly pusher?: PusherSettings;
  /** For tests. */
  readonly clock?: Clock;
  /** For tests. */
  readonly ids?: Ids;
}

/** A running platform. */
export interface Platform {
  /** Where it listens, such as `http://127.0.0.1:7300`. */
  readonly url: string;
  /** An application that may do everything in a project of its own. */
  readonly application: ApplicationCredentials;
  /** What Pusher's libraries are configured with to reach the same project. */
  readonly pusher: PusherCredentials;
  /** A token signed with an application's secret, valid for an hour. Default: of the development application. */
  token(application?: ApplicationCredentials): Promise<string>;
  /** Creates another tenant, with an application that may do everything in it. */
  createProject(project: NewProject): Promise<ApplicationCredentials>;
  /**
   * What Pusher's libraries are configured with to reach the project of another application; made when there is none. Settings
   * take the place of the kept ones. Throws if there is no such application or a setting cannot work.
   */
  pusherOf(application: ApplicationCredentials, settings?: PusherSettings): Promise<PusherCredentials>;
  /** Takes no new calls, lets running ones finish, and closes the store. The second call waits for the first. */
  close(): Promise<void>;
}

const sweepMs = 60_000;
/** How long the platform waits at its end for clients to close, once they were told to, and for webhook endpoints to answer. */
const clientPatienceMs = 2000;
const version = "0.1.0";

/**
 * Starts a platform inside this process. Throws if the port is taken, the folder is used by another platform, or handlers and
 * contract differ. The caller closes it.
 */
export function createPlatform(options: PlatformOptions = {}): Promise<Platform> {
  return startPlatform(options, {});
}

/** `createPlatform` with something between the parts, for tests of tools. */
export async function startPlatform(options: PlatformOptions, interposition: Interposition): Promise<Platform> {
  const { clock: given = Date.now, ids = randomId, data, host = "127.0.0.1", port = 0, drainMs = 10_000 } = options;
  // A clock of finer grain would put fractions where the contract has whole milliseconds and seconds.
  const clock: Clock = () => Math.floor(given());
  const development = process.env["NODE_ENV"] !== "production";
  const contract = loadContract();
  const { limits } = contract;
  const own = createValidators(contract.compiled);
  const validators = interposition.validators?.(own) ?? own;
  const store = new SqliteStore({ clock, ...(data !== undefined && { folder: data }) });
  const defaults = (schema: string): JsonObject => fill(validators.filling, schema);
  const broker = new MemoryBroker({
    clock,
    ids,
    dedupMs: limits.publishDedupMs,
    retention: retentionOf(defaults("ChannelSettings")),
  });
  let closing: Promise<void> | undefined;
  const dispatch = { store, clock, development, failed: (error: unknown) => app.log.error(error) };
  const webhooks = new WebhookDispatcher(interposition.webhooks?.(dispatch) ?? dispatch);
  const services: Services = {
    contract,
    broker,
    clock,
    ids,
    version,
    development,
    webhooks,
    metrics: new Metrics(),
    turn: options.turn,
    connections: new ConnectionRegistry(),
    defaults,
    checkClaims: claimsCheck(validators.strict),
  };
  const callsPerSecond = options.callsPerSecond ?? limits.callsPerSecond;
  const app = createApp({
    services,
    store,
    handlers: interposition.around === undefined ? handlers : interpose(handlers, interposition.around),
    validators,
    callsPerSecond,
    checkAnswers: options.checkAnswers ?? development,
    draining: () => closing !== undefined,
    logLevel: options.logLevel ?? "silent",
    ...(interposition.server !== undefined && { prepare: interposition.server }),
  });
  const silent = new SilentSockets(app.server);
  const fronts = startFronts({
    app,
    services,
    store,
    validators,
    limits: { ...limits, ...limits.realtime, ...options.realtime },
    callsPerSecond,
    ...(interposition.hub !== undefined && { prepare: interposition.hub }),
  });
  const sweep = setInterval(() => void store.sweep().catch((error: unknown) => app.log.error(error)), sweepMs).unref();

  const shutDown = async (): Promise<void> => {
    clearInterval(sweep);
    const patienceMs = Math.min(drainMs, clientPatienceMs);
    const delivered = webhooks.close(patienceMs);
    await fronts.close(patienceMs);
    const patience = setTimeout(() => app.server.closeAllConnections(), drainMs).unref();
    silent.end();
    await app.close();
    clearTimeout(patience);
    await delivered;
    await store.close();
  };
  const close = (): Promise<void> => (closing ??= shutDown());

  try {
    const application = await developmentApplication({ store, ids, ...(data !== undefined && { folder: data }) });
    const pusher = await fronts.pusher.credentials(application.clientId, options.pusher);
    await app.listen({ port, host });
    // Not before: a platform that cannot run must not send what another one, which has the port, is to send.
    await webhooks.start();
    const token = (credentials = application): Promise<string> =>
      applicationToken(credentials, { store, clock, ids, lifetimeSeconds: limits.tokenLifetimeSeconds.maximum });
    const url = urlOf(app.server.address() as AddressInfo);
    return {
      url,
      application,
      pusher,
      token,
      createProject: (project) => createProject(project, { store, ids }),
      pusherOf: ({ clientId }, settings) => fronts.pusher.credentials(clientId, settings),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function urlOf({ family, address, port }: AddressInfo): string {
  const name = family === "IPv6" ? `[${address}]` : address;
  return `http://${name}:${port}`;
}
