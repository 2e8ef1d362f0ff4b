import type { Json } from "../json/json.js";

/** A place in the log of a channel. A new epoch means that what came before is unknown. */
export interface Position {
  readonly epoch: string;
  readonly offset: number;
}

/** Who published; all null for the platform and for a backend without a user. */
export interface Sender {
  readonly connectionId: string | null;
  readonly userId: string | null;
  readonly memberId: string | null;
}

/** One message of a channel. */
export interface LogMessage {
  /** `msg_<epoch>_<offset>`; a message that goes to one connection alone has one of its own. */
  readonly id: string;
  readonly channel: string;
  readonly event: string | null;
  readonly data: Json;
  readonly sender: Sender;
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A connection that does not get the message, because it published it. */
  readonly exclude: string | null;
  /** Short texts for filters. */
  readonly tags: Readonly<Record<string, string>>;
  /** The publisher's name for this publish. */
  readonly publishId: string | null;
  /** When it is forgotten at the latest, in milliseconds since 1970; null while the channel decides. */
  readonly expiresAt: number | null;
}

/** A message to publish. */
export interface Publication {
  readonly event?: string;
  readonly data: Json;
  readonly sender?: Sender;
  readonly exclude?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Publishing with the same id again within the dedup window changes nothing. Each user has ids of its own. */
  readonly publishId?: string;
  readonly ttlMs?: number;
}

/** What became of a publication: appended, or known by its publish id already. `id` is that of the message. */
export type Published =
  | { readonly duplicate: false; readonly id: string; readonly position: Position; readonly message: LogMessage }
  | { readonly duplicate: true; readonly id: string; readonly position: Position };

/** A publish that is remembered, so that its repetition is recognised. */
export interface RememberedPublish {
  readonly publishId: string;
  /** The user that published; null for the platform and for a backend without a user. */
  readonly userId: string | null;
  /** Of the message. */
  readonly id: string;
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How much of a channel's log is kept. */
export interface Retention {
  readonly messages: number;
  readonly ageMs: number;
}

/** Which part of a log to read. `from` is left out at either end. */
export interface HistoryQuery {
  readonly from?: Position;
  readonly direction: "forward" | "backward";
  readonly limit: number;
}

/** A part of a log. */
export interface History {
  readonly position: Position;
  readonly messages: readonly LogMessage[];
  /** Whether all messages after `from` are still there. */
  readonly complete: boolean;
}

/** A log as it was before a restart. */
export interface StoredLog {
  readonly position: Position;
  readonly retention: Retention;
  /** Oldest first. */
  readonly messages: readonly LogMessage[];
  /** Oldest first. */
  readonly publishes: readonly RememberedPublish[];
}

/** Receives each message of a channel, in order. Must not throw. */
export type Listener = (message: LogMessage) => void;

/** A channel of a project. */
export interface ChannelAddress {
  readonly project: string;
  readonly channel: string;
}

/** The logs of all channels, and the way from a publish to whoever is subscribed. */
export interface Broker {
  /** Channels with a log, of all projects. */
  readonly size: number;
  /** Appends a message and hands it to whoever is subscribed. */
  publish(at: ChannelAddress, publication: Publication): Published;
  /** Appends a message; it is either delivered or taken back before the next one is appended by anybody else. */
  append(at: ChannelAddress, publication: Publication): Published;
  /** Hands an appended message to whoever is subscribed. */
  deliver(at: ChannelAddress, message: LogMessage): void;
  /** Takes back an appended message that nobody has seen, and all after it. */
  retract(at: ChannelAddress, message: LogMessage): void;
  history(at: ChannelAddress, query: HistoryQuery): History;
  position(at: ChannelAddress): Position;
  message(at: ChannelAddress, id: string): LogMessage | undefined;
  /** Whether the channel has a log. */
  has(at: ChannelAddress): boolean;
  /** Puts back the log of a durable channel after a restart. */
  restore(at: ChannelAddress, log: StoredLog): void;
  /** Sets how much is kept; a smaller log is cut at once. */
  retain(at: ChannelAddress, retention: Retention): void;
  /** Forgets the messages, and keeps the position. */
  empty(at: ChannelAddress): void;
  /** Forgets the log. The next message begins a new epoch. */
  forget(at: ChannelAddress): void;
  /** Calls the listener for each later message. Returns what ends that. */
  subscribe(at: ChannelAddress, listener: Listener): () => void;
  subscribers(at: ChannelAddress): number;
}
