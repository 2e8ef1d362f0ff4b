import type { ConnectionRegistry, OccupancyChange } from "../../realtime/connection-registry.js";
import { writeFrame } from "./frames.js";
import { logChannelOf } from "./log-channel.js";
import { serverEvent, serverToUserPrefix } from "./protocol.js";

/** A connection whose user watches others. */
export interface Watcher {
  readonly project: string;
  /** Hands over a frame. Must not throw. */
  send(frame: string): void;
}

/**
 * Who watches whom (using_channels/watchlist-events). A user is online while anybody reads the user's own channel, through
 * whichever front: clients of Pusher's subscribe to it when they sign in, the platform's own when they connect.
 */
export class Watchlists {
  readonly #connections: ConnectionRegistry;
  /** By the channel of the user who is watched. */
  readonly #watchers = new Map<string, { readonly user: string; readonly watchers: Set<Watcher> }>();
  readonly #watched = new Map<Watcher, readonly string[]>();
  readonly #end: () => void;

  constructor(connections: ConnectionRegistry) {
    this.#connections = connections;
    this.#end = connections.watch((change) => this.#tell(change));
  }

  /** Tells a connection who of these users is online and who is not, and each change from then on. */
  watch(watcher: Watcher, users: readonly string[]): void {
    this.leave(watcher);
    if (users.length === 0) return;
    const { project } = watcher;
    for (const user of users) {
      const key = keyOf(project, channelOf(user));
      const known = this.#watchers.get(key) ?? { user, watchers: new Set() };
      known.watchers.add(watcher);
      this.#watchers.set(key, known);
    }
    this.#watched.set(watcher, users);
    const isOnline = (user: string) => this.#connections.subscriberCount({ project, channel: channelOf(user) }) > 0;
    send(watcher, { online: users.filter(isOnline), offline: users.filter((user) => !isOnline(user)) });
  }

  /** Tells a connection nothing more. */
  leave(watcher: Watcher): void {
    for (const user of this.#watched.get(watcher) ?? []) {
      const key = keyOf(watcher.project, channelOf(user));
      const known = this.#watchers.get(key);
      known?.watchers.delete(watcher);
      if (known?.watchers.size === 0) this.#watchers.delete(key);
    }
    this.#watched.delete(watcher);
  }

  /** Hears of nothing more. */
  close(): void {
    this.#end();
  }

  #tell({ at, before, now }: OccupancyChange): void {
    if (before > 0 && now > 0) return;
    const known = this.#watchers.get(keyOf(at.project, at.channel));
    if (known === undefined) return;
    const change = now > 0 ? { online: [known.user] } : { offline: [known.user] };
    for (const watcher of known.watchers) send(watcher, change);
  }
}

function send(
  watcher: Watcher,
  lists: { readonly online?: readonly string[]; readonly offline?: readonly string[] },
): void {
  const events = Object.entries(lists)
    .filter(([, users]) => users.length > 0)
    .map(([name, users]) => ({ name, user_ids: users }));
  watcher.send(writeFrame(serverEvent.watchlistEvents, { events }));
}

function channelOf(user: string): string {
  return logChannelOf(serverToUserPrefix + user);
}

function keyOf(project: string, channel: string): string {
  return `${project}/${channel}`;
}
