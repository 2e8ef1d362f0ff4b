import type { FastifyInstance } from "fastify";
import type { PlatformContract } from "../../contract/platform-contract.js";
import type { RateLimiter } from "../../http/rate-limiter.js";
import type { Connection } from "../../realtime/connection.js";
import type { Hub } from "../../realtime/hub.js";
import { OutgoingFrame } from "../../realtime/outgoing-frame.js";
import { platformKey } from "../../security/platform-key.js";
import type { Store } from "../../store/store.js";
import { takeCommands } from "./commands-route.js";
import { Cursors } from "./cursors.js";
import type { EventStream } from "./event-stream.js";
import { answerEvents } from "./events-route.js";
import { FinishedSessions } from "./finished-sessions.js";
import { refuseMethod } from "../refuse-method.js";

/** What the front is made of. */
export interface SseFrontOptions {
  readonly hub: Hub;
  readonly store: Store;
  readonly contract: PlatformContract;
  readonly rateLimiter: RateLimiter;
}

const sweepMs = 1_000;
const ping = new OutgoingFrame({ type: "ping" });

/** Sessions over HTTP: event streams, polls, and the calls that carry a stream's frames upstream. */
export class SseFront {
  readonly hub: Hub;
  readonly store: Store;
  readonly contract: PlatformContract;
  readonly rateLimiter: RateLimiter;
  /** Sessions that were ended for good. */
  readonly finished: FinishedSessions;
  /** The streams by their connections. */
  readonly streams = new Map<Connection, EventStream>();
  readonly #sweep: NodeJS.Timeout;
  #cursors: Promise<Cursors> | undefined;

  constructor({ hub, store, contract, rateLimiter }: SseFrontOptions) {
    this.hub = hub;
    this.store = store;
    this.contract = contract;
    this.rateLimiter = rateLimiter;
    this.finished = new FinishedSessions(() => hub.now());
    this.#sweep = setInterval(() => this.#ping(), sweepMs).unref();
  }

  /** Adds the paths of specs/asyncapi.yaml to the HTTP server. */
  mount(app: FastifyInstance): void {
    const config = { front: "sse" } as const;
    const { bodyBytes: bodyLimit } = this.contract.limits;
    const method = [...app.supportedMethods];
    app.route({
      method,
      url: this.contract.address("events"),
      config,
      bodyLimit,
      handler: (request, reply) => {
        const refused = refuseMethod(request, reply, ["GET", "POST"]);
        return refused ?? answerEvents(this, request, reply);
      },
    });
    app.route({
      method,
      url: this.contract.address("commands"),
      config,
      bodyLimit,
      handler: (request, reply) => {
        const refused = refuseMethod(request, reply, ["POST"]);
        return refused ?? takeCommands(this, request, reply);
      },
    });
  }

  /** Cursors are sealed with a key made of the platform's, so that they hold beyond a restart. */
  cursors(): Promise<Cursors> {
    const { store, hub } = this;
    const made = (this.#cursors ??= store
      .transaction((transaction) => platformKey(transaction, hub.ids))
      .then(({ data }) => new Cursors(data.secret)));
    // A store that does not answer now may do so for the next call.
    made.catch(() => (this.#cursors = undefined));
    return made;
  }

  /** Ends the timer; the streams end with their connections. */
  close(): void {
    clearInterval(this.#sweep);
  }

  /** Proxies cut what is silent, and a client must see that the stream lives. No pong is expected: the client cannot send one. */
  #ping(): void {
    const now = this.hub.now();
    const { eventStreamPingMs } = this.contract.limits;
    for (const connection of this.streams.keys())
      if (connection.isOpen && now - connection.lastSentAt >= eventStreamPingMs) connection.send(ping);
  }
}
