import type {
  History,
  HistoryQuery,
  LogMessage,
  Position,
  Publication,
  RememberedPublish,
  Retention,
  StoredLog,
} from "./broker.js";
import { publishKey } from "./publish-key.js";

/** Bounds that hold for every log, whatever its channel's settings. */
export interface LogLimits {
  /** Bytes of JSON; the oldest messages go first. */
  readonly bytes: number;
  /** For how long a repeated `publishId` is recognised. */
  readonly dedupMs: number;
}

interface Entry {
  readonly message: LogMessage;
  readonly bytes: number;
}

const nobody = { connectionId: null, userId: null, memberId: null };

/** The log of one channel in memory: bounded in number, age and bytes. The caller passes the time to everything that ages. */
export class ChannelLog {
  readonly epoch: string;
  readonly #limits: LogLimits;
  #offset = 0;
  #retention: Retention;
  #entries: Entry[] = [];
  #bytes = 0;
  /** By `publishKey`, the oldest first. Made on first use: most logs of many users never need it. */
  #publishes: Map<string, RememberedPublish> | undefined;
  /** Whether a message may expire before those published before it. */
  #mayExpire = false;

  constructor(epoch: string, retention: Retention, limits: LogLimits) {
    this.epoch = epoch;
    this.#retention = retention;
    this.#limits = limits;
  }

  static restored({ position, retention, messages, publishes }: StoredLog, limits: LogLimits): ChannelLog {
    const log = new ChannelLog(position.epoch, retention, limits);
    log.#offset = position.offset;
    for (const message of messages) log.#push(message);
    for (const publish of publishes) log.#remember(publish);
    return log;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get position(): Position {
    return { epoch: this.epoch, offset: this.#offset };
  }

  /** The same publish of the same user, if there was one within the dedup window. */
  known({ publishId, sender = nobody }: Publication, now: number): RememberedPublish | undefined {
    for (const [key, publish] of this.#publishes ?? []) {
      if (publish.at > now - this.#limits.dedupMs) break;
      this.#publishes?.delete(key);
    }
    return publishId === undefined ? undefined : this.#publishes?.get(publishKey(sender.userId, publishId));
  }

  append(channel: string, publication: Publication, now: number): LogMessage {
    const { data, publishId = null, ttlMs } = publication;
    const offset = ++this.#offset;
    const id = `msg_${this.epoch}_${offset}`;
    const message: LogMessage = {
      id,
      channel,
      event: publication.event ?? null,
      data,
      sender: publication.sender ?? nobody,
      offset,
      at: now,
      exclude: publication.exclude ?? null,
      tags: publication.tags ?? {},
      publishId,
      expiresAt: ttlMs === undefined ? null : now + ttlMs,
    };
    this.#push(message);
    if (publishId !== null) this.#remember({ publishId, userId: message.sender.userId, id, offset, at: now });
    this.cut(now);
    return message;
  }

  /** Takes back the message with this offset and all after it. */
  retract(offset: number): void {
    const kept = this.#entries.filter(({ message }) => message.offset < offset);
    this.#replace(kept);
    for (const [key, publish] of this.#publishes ?? []) if (publish.offset >= offset) this.#publishes?.delete(key);
    this.#offset = Math.min(this.#offset, offset - 1);
  }

  /** Forgets the messages, and keeps the offset and what was published. */
  empty(): void {
    this.#replace([]);
  }

  retain(retention: Retention, now: number): void {
    this.#retention = retention;
    this.cut(now);
  }

  message(id: string): LogMessage | undefined {
    return this.#entries.find(({ message }) => message.id === id)?.message;
  }

  history(query: HistoryQuery): History {
    const { from } = query;
    const known = from === undefined || from.epoch === this.epoch;
    const oldest = this.#entries[0]?.message.offset ?? this.#offset + 1;
    const reachable = from === undefined || query.direction === "backward" || from.offset >= oldest - 1;
    return { position: this.position, messages: known ? this.#select(query) : [], complete: known && reachable };
  }

  /** Forgets what is too old or too much. */
  cut(now: number): void {
    const { messages, ageMs } = this.#retention;
    let first = Math.max(0, this.#entries.length - messages);
    let bytes = this.#bytes - size(this.#entries.slice(0, first));
    for (; first < this.#entries.length; first++) {
      const entry = this.#entries[first];
      if (entry === undefined || (entry.message.at > now - ageMs && bytes <= this.#limits.bytes)) break;
      bytes -= entry.bytes;
    }
    if (first > 0) this.#entries.splice(0, first);
    this.#bytes = bytes;
    if (this.#mayExpire)
      this.#replace(this.#entries.filter(({ message }) => message.expiresAt === null || message.expiresAt > now));
  }

  #remember(publish: RememberedPublish): void {
    this.#publishes ??= new Map();
    this.#publishes.set(publishKey(publish.userId, publish.publishId), publish);
  }

  #push(message: LogMessage): void {
    const bytes = Buffer.byteLength(JSON.stringify(message.data));
    this.#entries.push({ message, bytes });
    this.#bytes += bytes;
    this.#mayExpire ||= message.expiresAt !== null;
  }

  #replace(entries: Entry[]): void {
    this.#entries = entries;
    this.#bytes = size(entries);
    this.#mayExpire = entries.some(({ message }) => message.expiresAt !== null);
  }

  #select({ from, direction, limit }: HistoryQuery): readonly LogMessage[] {
    const messages = this.#entries.map(({ message }) => message);
    if (direction === "forward")
      return messages.filter(({ offset }) => from === undefined || offset > from.offset).slice(0, limit);
    const before = messages.filter(({ offset }) => from === undefined || offset < from.offset);
    return before.slice(Math.max(0, before.length - limit)).toReversed();
  }
}

function size(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.bytes, 0);
}
