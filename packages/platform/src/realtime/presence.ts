import type { ChannelAddress } from "../broker/broker.js";
import type { Json } from "../json/json.js";

/** Who is present on a channel: somebody with at least one connection there. */
export interface PresentMember {
  readonly id: string;
  readonly userId: string | null;
  /** What the authorisation says of it. */
  readonly info: Json;
  /** What it says of itself. */
  readonly state: Json;
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
  readonly updatedAt: number;
  /** The oldest first. */
  readonly connectionIds: readonly string[];
}

/** A member as it enters. */
export interface EnteringMember {
  readonly id: string;
  readonly userId: string | null;
  readonly info: Json;
  /** Left out = what it said before, or an empty object. */
  readonly state?: Json;
}

/** One change of the presence of a channel. Changes of a channel are numbered without holes. */
export interface PresenceChange {
  readonly at: ChannelAddress;
  readonly event: "enter" | "update" | "leave";
  readonly member: PresentMember;
  readonly version: number;
  /** Members after the change. */
  readonly memberCount: number;
}

/** Is told each change. Must not throw. */
export type PresenceListener = (change: PresenceChange) => void;

interface ChannelPresence {
  version: number;
  readonly members: Map<string, PresentMember>;
}

/** Channels that nobody is on any more, but whose numbers are remembered; beyond it those quiet longest are forgotten. */
const maxEmpty = 10_000;

/** Who is present on which channel, of all projects and fronts. */
export class Presence {
  readonly #channels = new Map<string, ChannelPresence>();
  /** Keys of channels without members, the one left first at the front. */
  readonly #empty = new Set<string>();
  readonly #listeners = new Set<PresenceListener>();
  /** The largest number of a forgotten channel. Numbers go on from there, so that for who still follows it they never go back. */
  #floor = 0;

  /** Calls the listener for each change of any channel. Returns what ends that. */
  watch(listener: PresenceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A connection makes a member present: it enters with its first one. Says which version the presence has then. */
  enter(at: ChannelAddress, connection: string, entering: EnteringMember, now: number): number {
    const channel = this.#channel(at);
    const known = channel.members.get(entering.id);
    if (known === undefined) {
      const { id, userId, info, state = {} } = entering;
      const member = {
        id,
        userId,
        info,
        state,
        version: 1,
        joinedAt: now,
        updatedAt: now,
        connectionIds: [connection],
      };
      return this.#change(at, "enter", member);
    }
    const others = known.connectionIds.filter((id) => id !== connection);
    const member = { ...known, connectionIds: [...others, connection] };
    channel.members.set(member.id, member);
    const { state } = entering;
    if (state === undefined || JSON.stringify(state) === JSON.stringify(known.state)) return channel.version;
    return this.update(at, member.id, state, now) ?? channel.version;
  }

  /** Replaces what a member says of itself. Says the version of the presence; undefined if there is no such member. */
  update(at: ChannelAddress, id: string, state: Json, now: number): number | undefined {
    const known = this.member(at, id);
    if (known === undefined) return undefined;
    return this.#change(at, "update", { ...known, state, version: known.version + 1, updatedAt: now });
  }

  /** A connection makes a member present no longer: it leaves with its last one. Says the version of the presence. */
  leave(at: ChannelAddress, connection: string, id: string): number {
    const known = this.member(at, id);
    if (known === undefined || !known.connectionIds.includes(connection)) return this.version(at);
    const connectionIds = known.connectionIds.filter((other) => other !== connection);
    if (connectionIds.length === 0) return this.#change(at, "leave", known);
    const channel = this.#channel(at);
    channel.members.set(id, { ...known, connectionIds });
    return channel.version;
  }

  /** The members of a channel, the newest first. */
  members(at: ChannelAddress): readonly PresentMember[] {
    const members = [...(this.#channels.get(keyOf(at))?.members.values() ?? [])];
    return members.toSorted((a, b) => b.joinedAt - a.joinedAt);
  }

  member(at: ChannelAddress, id: string): PresentMember | undefined {
    return this.#channels.get(keyOf(at))?.members.get(id);
  }

  /** How many members a channel has. */
  count(at: ChannelAddress): number {
    return this.#channels.get(keyOf(at))?.members.size ?? 0;
  }

  /** The number of the last change. */
  version(at: ChannelAddress): number {
    return this.#channels.get(keyOf(at))?.version ?? this.#floor;
  }

  #change(at: ChannelAddress, event: PresenceChange["event"], member: PresentMember): number {
    const channel = this.#channel(at);
    if (event === "leave") channel.members.delete(member.id);
    else channel.members.set(member.id, member);
    const version = ++channel.version;
    if (channel.members.size === 0) this.#noteEmpty(keyOf(at));
    const change = { at, event, member, version, memberCount: channel.members.size };
    for (const listener of this.#listeners) listener(change);
    return version;
  }

  #noteEmpty(key: string): void {
    this.#empty.add(key);
    const [oldest] = this.#empty;
    if (this.#empty.size <= maxEmpty || oldest === undefined) return;
    this.#floor = Math.max(this.#floor, this.#channels.get(oldest)?.version ?? 0);
    this.#empty.delete(oldest);
    this.#channels.delete(oldest);
  }

  #channel(at: ChannelAddress): ChannelPresence {
    const key = keyOf(at);
    this.#empty.delete(key);
    const known = this.#channels.get(key);
    if (known !== undefined) return known;
    const made: ChannelPresence = { version: this.#floor, members: new Map() };
    this.#channels.set(key, made);
    return made;
  }
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
