import type { Position } from "../broker/broker.js";
import type { Connection } from "./connection.js";
import { sameSubject } from "./session.js";
import type { Identity } from "./gate.js";
import type { Presence } from "./presence.js";

/** How far a filtered subscription was when its connection was lost: what lies between was not for it. */
export interface KeptPosition {
  readonly filterText: string;
  readonly sent: Position;
  readonly seen: number;
}

/** A session without a connection, until it is resumed or its time is over. */
export interface LostSession {
  readonly key: string;
  /** The id of its connection, which the next one takes over. */
  readonly connection: string;
  readonly identity: Identity;
  readonly lostAt: number;
  /** Where it made whom present: member ids by channel. */
  memberships: ReadonlyMap<string, string>;
  /** The channels where a channel token let it be a member. */
  readonly vouched: ReadonlySet<string>;
  /** By `positionKey`. */
  readonly positions: ReadonlyMap<string, KeptPosition>;
  /** Where it began to hear the channels whose history it may not read. */
  readonly heardSince: Map<string, Position> | undefined;
}

/** What the keeper keeps by. */
export interface SessionKeeperOptions {
  readonly presence: Presence;
  readonly resumeWindowMs: number;
  readonly presenceGraceMs: number;
  /** Beyond so many lost sessions of a project, the one it lost first is forgotten: none pays for another. */
  readonly connectionsPerProject: number;
}

/** Names a subscription within a session. */
export function positionKey(channel: string, number: number | undefined): string {
  return `${number ?? ""} ${channel}`;
}

/** The sessions by their keys: those with a connection, and those that may still be resumed. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #live = new Map<string, Connection>();
  /** The one lost first at the front. */
  readonly #lost = new Map<string, LostSession>();
  /** The same by project. */
  readonly #lostOf = new Map<string, Set<LostSession>>();

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
  }

  /** The connection that has a session now. */
  live(key: string): Connection | undefined {
    return this.#live.get(key);
  }

  /** Notes that a connection has the session of this key. */
  open(key: string, connection: Connection): void {
    this.#live.set(key, connection);
  }

  /** The session ends with its connection. */
  end(key: string, connection: Connection): void {
    if (this.#live.get(key) === connection) this.#live.delete(key);
  }

  /** The connection is lost, and the session waits to be resumed. */
  lose(session: LostSession): void {
    this.#live.delete(session.key);
    this.#lost.set(session.key, session);
    const { project } = session.identity;
    const own = this.#lostOf.get(project) ?? new Set<LostSession>();
    this.#lostOf.set(project, own.add(session));
    const [oldest] = own;
    if (own.size > this.#options.connectionsPerProject && oldest !== undefined) this.#forget(oldest);
  }

  /** Ends a lost session before its time: its client will not come back. */
  abandon(key: string): void {
    const session = this.#lost.get(key);
    if (session !== undefined) this.#forget(session);
  }

  /** Takes a lost session out, if it is the caller's own and still there. */
  take(key: string, identity: Identity): LostSession | undefined {
    const lost = this.#lost.get(key);
    if (lost === undefined || !sameSubject(lost.identity, identity)) return undefined;
    this.#remove(lost);
    return lost;
  }

  /** Lets members leave whose grace period is over, and forgets sessions whose window is. */
  tick(now: number): void {
    const { presenceGraceMs, resumeWindowMs } = this.#options;
    for (const session of this.#lost.values()) {
      const lostFor = now - session.lostAt;
      if (lostFor < Math.min(presenceGraceMs, resumeWindowMs)) return;
      if (lostFor >= presenceGraceMs) this.#leave(session);
      if (lostFor >= resumeWindowMs) this.#forget(session);
    }
  }

  #forget(session: LostSession): void {
    this.#leave(session);
    this.#remove(session);
  }

  #remove(session: LostSession): void {
    const { project } = session.identity;
    this.#lost.delete(session.key);
    const own = this.#lostOf.get(project);
    own?.delete(session);
    if (own?.size === 0) this.#lostOf.delete(project);
  }

  #leave(session: LostSession): void {
    const { project } = session.identity;
    for (const [channel, member] of session.memberships)
      this.#options.presence.leave({ project, channel }, session.connection, member);
    session.memberships = new Map();
  }
}
