import type { ChannelAddress } from "../broker/broker.js";
import type { LiveConnection } from "./live-connection.js";
import { Presence } from "./presence.js";

/** How many connections are subscribed to a channel now, and how many were before. */
export interface OccupancyChange {
  readonly at: ChannelAddress;
  readonly before: number;
  readonly now: number;
}

/** A connection that opened, or is about to be forgotten. */
export type ConnectionChange =
  | { readonly event: "opened"; readonly connection: LiveConnection }
  /** `code`: of the error that ended it, or `closed` if there was none. */
  | { readonly event: "closed"; readonly connection: LiveConnection; readonly code: string };

/** The live connections of all projects: by id, by project, by channel; and who they make present where. */
export class ConnectionRegistry {
  readonly presence = new Presence();
  readonly #connections = new Map<string, LiveConnection>();
  readonly #projects = new Map<string, Set<LiveConnection>>();
  readonly #channels = new Map<string, Set<LiveConnection>>();
  /** The channels of a connection that has any. */
  readonly #subscriptions = new Map<LiveConnection, Set<string>>();
  /** Users kept out, until when (milliseconds since 1970). */
  readonly #blocked = new Map<string, number>();
  readonly #listeners = new Set<(change: OccupancyChange) => void>();
  readonly #connectionListeners = new Set<(change: ConnectionChange) => void>();

  /** Open connections of all projects. */
  get size(): number {
    return this.#connections.size;
  }

  /** Calls the listener whenever a channel gains or loses a connection. Returns what ends that. */
  watch(listener: (change: OccupancyChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the listener whenever a connection opens or closes. Returns what ends that. */
  watchConnections(listener: (change: ConnectionChange) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  }

  add(connection: LiveConnection): void {
    this.#connections.set(connection.id, connection);
    addTo(this.#projects, connection.project, connection);
    for (const listener of this.#connectionListeners) listener({ event: "opened", connection });
  }

  /** Forgets a connection and that it was subscribed to anything. `code`: of the error that ended it, if one did. */
  remove(connection: LiveConnection, code = "closed"): void {
    for (const listener of this.#connectionListeners) listener({ event: "closed", connection, code });
    for (const channel of this.channels(connection)) this.leave(connection, channel);
    if (this.#connections.get(connection.id) === connection) this.#connections.delete(connection.id);
    removeFrom(this.#projects, connection.project, connection);
  }

  /** Notes that a connection is subscribed to a channel; once, however many subscriptions it has there. */
  join(connection: LiveConnection, channel: string): void {
    const at = { project: connection.project, channel };
    const before = this.subscriberCount(at);
    addTo(this.#channels, keyOf(at), connection);
    addTo(this.#subscriptions, connection, channel);
    this.#tell(at, before);
  }

  /** Notes that a connection is subscribed to a channel no longer. */
  leave(connection: LiveConnection, channel: string): void {
    const at = { project: connection.project, channel };
    const before = this.subscriberCount(at);
    removeFrom(this.#channels, keyOf(at), connection);
    removeFrom(this.#subscriptions, connection, channel);
    this.#tell(at, before);
  }

  /** The channels that a connection is subscribed to. */
  channels(connection: LiveConnection): readonly string[] {
    return [...(this.#subscriptions.get(connection) ?? [])];
  }

  /** The channels of a project that have a subscriber. */
  occupied(project: string): readonly string[] {
    return [...new Set(this.list(project).flatMap((connection) => this.channels(connection)))];
  }

  /** How many connections a project has. */
  count(project: string): number {
    return this.#projects.get(project)?.size ?? 0;
  }

  /** The connections of a project, the newest first. */
  list(project: string): readonly LiveConnection[] {
    return [...(this.#projects.get(project) ?? [])].toReversed();
  }

  get(project: string, id: string): LiveConnection | undefined {
    const connection = this.#connections.get(id);
    return connection?.project === project ? connection : undefined;
  }

  /** The connections subscribed to a channel. */
  subscribed(project: string, channel: string): readonly LiveConnection[] {
    return [...(this.#channels.get(keyOf({ project, channel })) ?? [])];
  }

  /** How many connections are subscribed to a channel. */
  subscriberCount(at: ChannelAddress): number {
    return this.#channels.get(keyOf(at))?.size ?? 0;
  }

  /** Keeps a user out until a time. */
  block(project: string, user: string, until: number): void {
    this.#blocked.set(JSON.stringify([project, user]), until);
  }

  /** Whether a user is kept out now. */
  blocked(project: string, user: string, now: number): boolean {
    const key = JSON.stringify([project, user]);
    const until = this.#blocked.get(key) ?? 0;
    if (until <= now) this.#blocked.delete(key);
    return until > now;
  }

  #tell(at: ChannelAddress, before: number): void {
    const now = this.subscriberCount(at);
    if (now !== before) for (const listener of this.#listeners) listener({ at, before, now });
  }
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

function removeFrom<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set?.delete(value) === true && set.size === 0) sets.delete(key);
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
