import type { Broker, ChannelAddress } from "../broker/broker.js";
import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type { JsonObject } from "../json/json.js";
import type { PlatformError } from "../problem/platform-error.js";
import { beat } from "./heartbeat.js";
import { Connection } from "./connection.js";
import type { ConnectionRegistry } from "./connection-registry.js";
import { Feed } from "./feed.js";
import type { Gate } from "./gate.js";
import type { RealtimeLimits } from "./limits.js";
import type { Link } from "./link.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { RealtimeMetrics } from "./realtime-metrics.js";
import { positionKey, SessionKeeper } from "./session-keeper.js";
import type { Subscription } from "./subscription.js";
import { refill } from "./allowance.js";

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
  readonly simulate?: (connection: Connection, params: JsonObject) => JsonObject;
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

/** All connections of a platform: they meet here through the channels they share. */
export class Hub {
  readonly broker: Broker;
  readonly gate: Gate;
  readonly registry: ConnectionRegistry;
  readonly limits: RealtimeLimits;
  readonly ids: Ids;
  readonly sessions: SessionKeeper;
  readonly metrics: RealtimeMetrics;
  readonly check: FrameCheck;
  readonly simulate: HubOptions["simulate"];
  readonly node: string | undefined;
  readonly report: (error: unknown) => void;
  readonly #clock: Clock;
  readonly #onWait: () => void;
  readonly #connections = new Set<Connection>();
  readonly #feeds = new Map<string, Feed>();
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
    this.#sweptAt = this.now();
    this.registry.presence.watch((change) => this.#feeds.get(keyOf(change.at))?.tell(change));
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
    if (this.#draining) connection.end("draining", { message: "The platform is going down.", ...this.#spread(0, 1) });
    return connection;
  }

  /** Does what is due: sends what was held back, and once a second looks after every connection and lost session. */
  tick(now = this.now()): void {
    for (const connection of this.#waiting) {
      const subscriptions = [
        ...(connection.subscriptions?.values() ?? []),
        ...(connection.inbox ? [connection.inbox] : []),
      ];
      for (const subscription of subscriptions) subscription.resume(now);
      if (!subscriptions.some((subscription) => subscription.waiting)) this.#waiting.delete(connection);
    }
    if (now - this.#sweptAt < tickMs.idle) return;
    this.#sweptAt = now;
    for (const connection of this.#connections) {
      refill(connection, now);
      beat(connection, now);
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

  /** Adds a subscription to the feed of its channel. */
  subscribe(subscription: Subscription): void {
    const { connection, channel, options } = subscription;
    const subscriptions = (connection.subscriptions ??= new Map());
    const key = positionKey(channel, options.number);
    const replaced = subscriptions.get(key);
    if (replaced !== undefined) replaced.feed.remove(replaced);
    subscriptions.set(key, subscription);
    subscription.feed.add(subscription);
    this.registry.join(connection, channel);
  }

  /** Ends a subscription, without telling the client. */
  unsubscribe(subscription: Subscription): void {
    const { connection, channel, feed, options } = subscription;
    feed.remove(subscription);
    if (feed.empty) {
      feed.close();
      if (this.#feeds.get(keyOf(feed.at)) === feed) this.#feeds.delete(keyOf(feed.at));
    }
    if (subscription === connection.inbox) return;
    connection.subscriptions?.delete(positionKey(channel, options.number));
    const others = [...(connection.subscriptions?.values() ?? [])].some((other) => other.channel === channel);
    if (!others) this.registry.leave(connection, channel);
  }

  /** Ends a subscription and tells the client why. */
  withdraw(subscription: Subscription, error: PlatformError): void {
    const { connection, channel, options } = subscription;
    this.unsubscribe(subscription);
    const { code, message, retryable } = error;
    const number = options.number === undefined ? {} : { subscription: options.number };
    connection.send(new OutgoingFrame({ type: "unsubscribed", channel, ...number, code, message, retryable }));
  }

  /** The feed of a channel, begun if nobody follows the channel yet. */
  feed(at: ChannelAddress): Feed {
    const key = keyOf(at);
    const known = this.#feeds.get(key);
    if (known !== undefined) return known;
    const feed = new Feed(at, this.broker);
    this.#feeds.set(key, feed);
    return feed;
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
    const { drainSpreadMs } = this.limits;
    return { afterMs: Math.round((drainSpreadMs * (index + 1)) / count) };
  }
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
