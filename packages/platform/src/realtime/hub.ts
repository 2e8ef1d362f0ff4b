import type { Broker } from "../broker/broker.js";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { JsonObject } from "../json/json.js";
import { beat } from "./heartbeat.js";
import { Connection } from "./connection.js";
import type { ConnectionRegistry } from "./connection-registry.js";
import { Feeds } from "./feeds.js";
import type { Awaitable } from "./awaitable.js";
import type { Gate } from "./gate.js";
import type { RealtimeLimits } from "./limits.js";
import type { Link } from "./link.js";
import { RealtimeMetrics } from "./realtime-metrics.js";
import { SessionKeeper } from "./session-keeper.js";

/** Says what is wrong with a frame of a client; undefined = nothing. */
export type FrameCheck = (frame: JsonObject) => string | undefined;

/** What a hub is made of. It has no timer, socket, store or randomness of its own. */
export interface HubOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly broker: Broker;
  readonly gate: Gate;
  readonly registry: ConnectionRegistry;
  readonly limits: RealtimeLimits;
  /** Validates frames by the contract. Left out = every object with a `type` passes. */
  readonly check?: FrameCheck;
  /** Carries out `simulate`; left out = there is no such method. */
  readonly simulate?: (connection: Connection, params: JsonObject) => Awaitable<JsonObject>;
  /** Counts what happens. Left out = counted for nobody. */
  readonly metrics?: RealtimeMetrics;
  /** Named in `welcome`, for support. */
  readonly node?: string;
  /** Is told that something is held back for a client, so that `tick` is wanted sooner than before. */
  readonly onWait?: () => void;
  /** Is told defects: what failed and should not have. */
  readonly report?: (error: unknown) => void;
}

/** How often `tick` wants to be called: always, and while something is held back for a client. */
export const tickMs = { idle: 1000, waiting: 50 };
/** How far apart the clients of a platform that goes down come back: few need no time to spread over. */
const drainStepMs = 10;
/** When a client that comes while the platform goes down is to come again: the next platform may be there. */
const drainedAgainMs = 1000;

/** All connections of a platform: they meet here through the channels they share. */
export class Hub {
  readonly broker: Broker;
  readonly gate: Gate;
  readonly registry: ConnectionRegistry;
  readonly limits: RealtimeLimits;
  readonly ids: Ids;
  readonly sessions: SessionKeeper;
  readonly feeds: Feeds;
  readonly metrics: RealtimeMetrics;
  readonly check: FrameCheck;
  readonly simulate: HubOptions["simulate"];
  readonly node: string | undefined;
  readonly report: (error: unknown) => void;
  readonly #clock: Clock;
  readonly #onWait: () => void;
  readonly #connections = new Set<Connection>();
  /** Connections for which something is held back. */
  readonly #waiting = new Set<Connection>();
  #sweptAt: number;
  #draining = false;

  constructor(options: HubOptions) {
    this.#clock = options.clock;
    this.broker = options.broker;
    this.gate = options.gate;
    this.registry = options.registry;
    this.limits = options.limits;
    this.ids = options.ids;
    this.check = options.check ?? (({ type }) => (typeof type === "string" ? undefined : "A frame has a type."));
    this.simulate = options.simulate;
    this.metrics = options.metrics ?? new RealtimeMetrics();
    this.node = options.node;
    this.#onWait = options.onWait ?? (() => undefined);
    this.report = options.report ?? (() => undefined);
    this.sessions = new SessionKeeper({ presence: this.registry.presence, ...this.limits });
    this.feeds = new Feeds(options);
    this.#sweptAt = this.now();
  }

  /** Connections, accepted or not yet. */
  get size(): number {
    return this.#connections.size;
  }

  /** Whether something is held back for a client. */
  get holdsBack(): boolean {
    return this.#waiting.size > 0;
  }

  /** When `tick` wants to be called next, in milliseconds since 1970. */
  get nextTickAt(): number {
    const step = this.holdsBack ? tickMs.waiting : tickMs.idle;
    return Math.min(this.#sweptAt + tickMs.idle, this.now() + step);
  }

  now(): number {
    return this.#clock();
  }

  /** Begins a connection over a link. The front hands it frames and says when the link is gone. */
  connect(link: Link): Connection {
    const connection = new Connection(this, link);
    this.#connections.add(connection);
    const afterMs = Math.min(drainedAgainMs, this.limits.drainSpreadMs);
    if (this.#draining) connection.end("draining", { message: "The platform is going down.", afterMs });
    return connection;
  }

  /** Does what is due: sends what was held back, and once a second looks after every connection and lost session. */
  tick(now = this.now()): void {
    for (const connection of this.#waiting) {
      const subscriptions = [
        ...(connection.subscriptions?.values() ?? []),
        ...(connection.inbox ? [connection.inbox] : []),
      ];
      try {
        for (const subscription of subscriptions) subscription.resume(now);
      } catch (error) {
        connection.defect(error);
      }
      if (!subscriptions.some((subscription) => subscription.waiting)) this.#waiting.delete(connection);
    }
    if (now - this.#sweptAt < tickMs.idle) return;
    this.#sweptAt = now;
    for (const connection of this.#connections) {
      try {
        beat(connection, now);
      } catch (error) {
        connection.defect(error);
      }
    }
    this.sessions.tick(now);
  }

  /** Asks all clients to go, spread over time so that they do not come back at once, and takes no new ones. */
  drain(): void {
    this.#draining = true;
    const connections = [...this.#connections];
    for (const [index, connection] of connections.entries()) {
      const message = "The platform is going down. Come back after the stated time and resume.";
      connection.end("draining", { message, ...this.#spread(index, connections.length) });
    }
  }

  /** Makes the next ticks look at a connection for which something is held back. */
  wait(connection: Connection): void {
    this.#waiting.add(connection);
    if (this.#waiting.size === 1) this.#onWait();
  }

  /** Forgets a connection that ended. */
  forget(connection: Connection): void {
    this.#connections.delete(connection);
    this.#waiting.delete(connection);
  }

  #spread(index: number, count: number): { readonly afterMs: number } {
    const over = Math.min(this.limits.drainSpreadMs, drainStepMs * count);
    return { afterMs: Math.round((over * (index + 1)) / count) };
  }
}
