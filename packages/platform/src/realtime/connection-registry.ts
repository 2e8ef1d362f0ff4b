import type { Json, JsonObject } from "../json/json.js";
import type { LogMessage } from "../broker/broker.js";

/** A live connection. The realtime front that accepted it adds it here and keeps it current. */
export interface LiveConnection {
  readonly id: string;
  readonly project: string;
  readonly applicationId: string;
  readonly userId: string | null;
  readonly memberId: string | null;
  readonly transport: "websocket" | "sse" | "pusher";
  readonly client: JsonObject;
  /** Channels it is subscribed to, each with what its authorisation says of the member; null without presence. */
  readonly subscriptions: ReadonlyMap<
    string,
    { readonly member: { readonly info: Json } | null; readonly since: number }
  >;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  readonly lastSeenAt: number;
  readonly tokenExpiresAt: number | null;
  /** Hands over a message that is on no channel of the connection. Must not throw. */
  deliver(message: Omit<LogMessage, "offset">): void;
  /** Announces the reason and closes. Must not throw. */
  terminate(termination: Termination): void;
  /** Ends one subscription, because the channel was deleted. Must not throw. */
  unsubscribe(channel: string): void;
}

/** How a connection is ended. */
export interface Termination {
  readonly code: string;
  readonly reason: string | null;
}

/** Who is present on a channel: somebody with at least one connection there. */
export interface PresentMember {
  readonly id: string;
  readonly userId: string | null;
  readonly info: Json;
  readonly state: JsonObject;
  readonly version: number;
  readonly joinedAt: number;
  readonly updatedAt: number;
  /** The oldest first. */
  readonly connectionIds: readonly string[];
}

interface MemberState {
  readonly state: JsonObject;
  readonly version: number;
  readonly updatedAt: number;
}

/** The live connections of all projects, and who they make present where. */
export class ConnectionRegistry {
  readonly #connections = new Map<string, LiveConnection>();
  readonly #states = new Map<string, MemberState>();
  /** Users kept out, until when (milliseconds since 1970). */
  readonly #blocked = new Map<string, number>();

  add(connection: LiveConnection): void {
    this.#connections.set(connection.id, connection);
  }

  remove(id: string): void {
    this.#connections.delete(id);
  }

  /** The connections of a project, the newest first. */
  list(project: string): readonly LiveConnection[] {
    return [...this.#connections.values()].filter((connection) => connection.project === project).toReversed();
  }

  get(project: string, id: string): LiveConnection | undefined {
    const connection = this.#connections.get(id);
    return connection?.project === project ? connection : undefined;
  }

  /** The connections subscribed to a channel. */
  subscribed(project: string, channel: string): readonly LiveConnection[] {
    return this.list(project).filter((connection) => connection.subscriptions.has(channel));
  }

  /** The members of a channel, the newest first. */
  members(project: string, channel: string): readonly PresentMember[] {
    const ids = new Set(
      this.subscribed(project, channel).flatMap((connection) => memberIdOf(connection, channel) ?? []),
    );
    return [...ids]
      .flatMap((id) => this.member(project, channel, id) ?? [])
      .toSorted((a, b) => b.joinedAt - a.joinedAt);
  }

  member(project: string, channel: string, id: string): PresentMember | undefined {
    const connections = this.subscribed(project, channel)
      .filter((connection) => memberIdOf(connection, channel) === id)
      .toReversed();
    const [first] = connections;
    if (first === undefined) return undefined;
    const since = first.subscriptions.get(channel);
    const kept = this.#states.get(stateKey(project, channel, id));
    return {
      id,
      userId: first.userId,
      info: since?.member?.info ?? null,
      state: kept?.state ?? {},
      version: kept?.version ?? 1,
      joinedAt: since?.since ?? first.connectedAt,
      updatedAt: kept?.updatedAt ?? since?.since ?? first.connectedAt,
      connectionIds: connections.map((connection) => connection.id),
    };
  }

  /** Puts a state in place of the old one. The caller has made sure that the member is present. */
  setState(
    at: { readonly project: string; readonly channel: string; readonly member: string },
    state: JsonObject,
    now: number,
  ): void {
    const version = (this.member(at.project, at.channel, at.member)?.version ?? 0) + 1;
    this.#states.set(stateKey(at.project, at.channel, at.member), { state, version, updatedAt: now });
  }

  /** Forgets the state of a member that left. */
  forgetState(at: { readonly project: string; readonly channel: string; readonly member: string }): void {
    this.#states.delete(stateKey(at.project, at.channel, at.member));
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
}

function memberIdOf(connection: LiveConnection, channel: string): string | undefined {
  const member = connection.subscriptions.get(channel)?.member;
  return member === undefined || member === null ? undefined : (connection.memberId ?? connection.userId ?? undefined);
}

function stateKey(project: string, channel: string, member: string): string {
  return JSON.stringify([project, channel, member]);
}
