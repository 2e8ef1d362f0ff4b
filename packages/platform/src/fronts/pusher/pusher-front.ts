import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Services } from "../../handler.js";
import { RateLimiter } from "../../http/rate-limiter.js";
import type { Store } from "../../store/store.js";
import { Activity } from "./activity.js";
import { pusherApplicationOf, type PusherCredentials, type PusherSettings } from "./application.js";
import { Applications } from "./applications.js";
import { ChannelFeeds } from "./channel-feeds.js";
import { EventCache } from "./event-cache.js";
import { PusherLog } from "./pusher-log.js";
import { addRestRoutes } from "./rest/routes.js";
import { checkSettings } from "./settings.js";
import { SocketServer } from "./socket-server.js";
import { Watchlists } from "./watchlists.js";
import { Webhooks } from "./webhooks/webhooks.js";

/** What the front is made of. */
export interface PusherFrontOptions {
  readonly services: Pick<
    Services,
    "broker" | "clock" | "connections" | "contract" | "development" | "ids" | "webhooks"
  >;
  readonly store: Store;
  /** The HTTP server of the platform, before it listens. */
  readonly app: FastifyInstance;
  readonly callsPerSecond: number;
  /** Of all fronts. */
  readonly connectionsPerProject: number;
}

/** Pusher's protocol 7 and its HTTP API, over the same channels, presence and logs as everything else. */
export class PusherFront {
  readonly #options: PusherFrontOptions;
  readonly #applications: Applications;
  readonly #webhooks: Webhooks;
  readonly #watchlists: Watchlists;
  readonly #activity: Activity;
  readonly #sockets: SocketServer;

  constructor(options: PusherFrontOptions) {
    this.#options = options;
    const { services, store, app, callsPerSecond, connectionsPerProject } = options;
    const { broker, clock, connections, development, ids } = services;
    const failed = (error: unknown): void => app.log.error(error);
    const applications: Applications = new Applications(store, (application) => webhooks.takeUp(application));
    const cache = new EventCache({ broker, clock });
    const feeds = new ChannelFeeds({ broker, cache });
    const log = new PusherLog({ services, store, cache });
    const inUse = (project: string) => applications.of(project);
    const webhooks = new Webhooks({
      clock,
      store,
      ids,
      failed,
      development,
      applications: inUse,
      lost: (appId, count, reason) => app.log.warn({ appId, count, reason }, "Pusher webhook events are lost"),
    });
    const application = (key: string) => applications.find(key);
    this.#applications = applications;
    this.#webhooks = webhooks;
    this.#watchlists = new Watchlists(connections);
    this.#activity = new Activity({ connections, feeds, webhooks, applications: inUse });
    this.#sockets = new SocketServer({
      applications,
      connectionsPerProject,
      context: { clock, connections, feeds, cache, log, watchlists: this.#watchlists, webhooks, application, failed },
    });
    const rateLimiter = new RateLimiter({ callsPerSecond, clock });
    addRestRoutes(app, { connections, cache, log, clock, rateLimiter, find: application });
  }

  /** Takes a request to upgrade if its path is one of Pusher's. Says whether it did. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.#sockets.upgrade(request, socket, head);
  }

  /**
   * The credentials under which Pusher's libraries reach the project of an application; made when there are none. Settings take
   * the place of the kept ones. Throws if there is no such application or a setting cannot work.
   */
  async credentials(clientId: string, settings?: PusherSettings): Promise<PusherCredentials> {
    const { services, store } = this.#options;
    if (settings !== undefined) checkSettings(settings, services);
    const application = await pusherApplicationOf(clientId, { store, settings });
    this.#applications.use(application);
    const { appId, key, secret } = application;
    return { appId, key, secret };
  }

  /** Sends every client to another process and keeps what webhooks are not told yet. Resolves when nothing is left. */
  async close(patienceMs: number): Promise<void> {
    this.#activity.close();
    await this.#sockets.close(patienceMs);
    this.#watchlists.close();
    await this.#webhooks.close();
  }
}
