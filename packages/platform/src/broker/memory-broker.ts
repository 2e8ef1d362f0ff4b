import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import type {
  Broker,
  ChannelAddress,
  History,
  HistoryQuery,
  Listener,
  LogMessage,
  Position,
  Publication,
  Published,
  Retention,
  StoredLog,
} from "./broker.js";

/** What the broker in memory is made of, and how much it keeps. */
export interface MemoryBrokerOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** For how long a repeated `publishId` is recognised. */
  readonly dedupMs: number;
  /** Kept of a channel that has no settings of its own. */
  readonly retention: Retention;
  /** Channels with a log; beyond it the one that was quiet longest is forgotten. Default 10,000. */
  readonly maxChannels?: number;
}

interface Log {
  readonly epoch: string;
  offset: number;
  retention: Retention;
  messages: LogMessage[];
  readonly dedup: Map<string, LogMessage>;
}

/** The embedded broker: bounded logs in memory. After a restart every channel has a new epoch. */
export class MemoryBroker implements Broker {
  readonly #options: MemoryBrokerOptions;
  readonly #logs = new Map<string, Log>();
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(options: MemoryBrokerOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#logs.size;
  }

  publish(at: ChannelAddress, publication: Publication): Published {
    const log = this.#log(at);
    const known = publication.publishId === undefined ? undefined : this.#known(log, publication.publishId);
    if (known !== undefined) return { message: known, position: { epoch: log.epoch, offset: known.offset }, duplicate: true };
    const now = this.#options.clock();
    const message: LogMessage = {
      id: publication.id,
      channel: at.channel,
      event: publication.event ?? null,
      data: publication.data,
      sender: publication.sender ?? { connectionId: null, userId: null, memberId: null },
      offset: ++log.offset,
      at: now,
      exclude: publication.exclude ?? null,
      tags: publication.tags ?? {},
      publishId: publication.publishId ?? null,
      expiresAt: publication.ttlMs === undefined ? null : now + publication.ttlMs,
    };
    log.messages.push(message);
    if (publication.publishId !== undefined) log.dedup.set(publication.publishId, message);
    this.#cut(log);
    for (const listener of this.#listeners.get(keyOf(at)) ?? []) listener(message);
    return { message, position: { epoch: log.epoch, offset: message.offset }, duplicate: false };
  }

  history(at: ChannelAddress, query: HistoryQuery): History {
    const log = this.#log(at);
    this.#cut(log);
    const { from } = query;
    const oldest = log.messages[0]?.offset ?? log.offset + 1;
    const known = from === undefined || from.epoch === log.epoch;
    const complete = known && (from === undefined || query.direction === "backward" || from.offset >= oldest - 1);
    const messages = known ? select(log.messages, query) : [];
    return { position: { epoch: log.epoch, offset: log.offset }, messages, complete };
  }

  position(at: ChannelAddress): Position {
    const { epoch, offset } = this.#log(at);
    return { epoch, offset };
  }

  message(at: ChannelAddress, id: string): LogMessage | undefined {
    const log = this.#log(at);
    this.#cut(log);
    return log.messages.find((message) => message.id === id);
  }

  has(at: ChannelAddress): boolean {
    return this.#logs.has(keyOf(at));
  }

  restore(at: ChannelAddress, { position, retention, messages }: StoredLog): void {
    const published = messages.flatMap((message) => (message.publishId === null ? [] : [[message.publishId, message] as const]));
    this.#logs.set(keyOf(at), { ...position, retention, messages: [...messages], dedup: new Map(published) });
  }

  retain(at: ChannelAddress, retention: Retention): void {
    const log = this.#log(at);
    log.retention = retention;
    this.#cut(log);
  }

  forget(at: ChannelAddress): void {
    this.#logs.delete(keyOf(at));
  }

  subscribe(at: ChannelAddress, listener: Listener): () => void {
    const key = keyOf(at);
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  subscribers(at: ChannelAddress): number {
    return this.#listeners.get(keyOf(at))?.size ?? 0;
  }

  /** The log of a channel, which is thereby the one used last. */
  #log(at: ChannelAddress): Log {
    const key = keyOf(at);
    const known = this.#logs.get(key);
    const log = known ?? {
      epoch: this.#options.ids("e").slice(2, 10),
      offset: 0,
      retention: this.#options.retention,
      messages: [],
      dedup: new Map(),
    };
    this.#logs.delete(key);
    this.#logs.set(key, log);
    const [quietest] = this.#logs.keys();
    if (this.#logs.size > (this.#options.maxChannels ?? 10_000) && quietest !== undefined) this.#logs.delete(quietest);
    return log;
  }

  #known(log: Log, dedup: string): LogMessage | undefined {
    for (const [key, message] of log.dedup) {
      if (message.at > this.#options.clock() - this.#options.dedupMs) break;
      log.dedup.delete(key);
    }
    return log.dedup.get(dedup);
  }

  #cut(log: Log): void {
    const { messages, ageMs } = log.retention;
    const now = this.#options.clock();
    const kept = messages === 0 ? [] : log.messages.slice(-messages);
    const first = kept.findIndex((message) => message.at > now - ageMs);
    log.messages = first === -1 ? [] : kept.slice(first);
    if (log.messages.some((message) => expired(message, now))) log.messages = log.messages.filter((message) => !expired(message, now));
  }
}

function expired({ expiresAt }: LogMessage, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function select(messages: readonly LogMessage[], { from, direction, limit }: HistoryQuery): readonly LogMessage[] {
  if (direction === "forward") return messages.filter((message) => from === undefined || message.offset > from.offset).slice(0, limit);
  return messages
    .filter((message) => from === undefined || message.offset < from.offset)
    .slice(-limit)
    .toReversed();
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
