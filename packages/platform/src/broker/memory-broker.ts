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
import { ChannelLog, type LogLimits } from "./channel-log.js";

/** What a memory broker needs, and how much it keeps. */
export interface MemoryBrokerOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** For how long a repeated `publishId` is recognised. */
  readonly dedupMs: number;
  /** Kept of a channel that has no settings of its own. */
  readonly retention: Retention;
  /** Channels with a log; beyond it the one that was quiet longest is forgotten. Default 10,000. */
  readonly maxChannels?: number;
  /** Bytes of JSON in one log; beyond it the oldest messages are forgotten. Default 16 MiB. */
  readonly maxLogBytes?: number;
  /** Bytes of JSON in all logs; beyond it the log that was quiet longest is forgotten. Default 256 MiB. */
  readonly maxBytes?: number;
}

const mebibyte = 1024 * 1024;

/** The embedded broker: bounded logs in memory. After a restart every channel that is not durable has a new epoch. */
export class MemoryBroker implements Broker {
  readonly #options: MemoryBrokerOptions;
  readonly #limits: LogLimits;
  /** The one used last at the end. */
  readonly #logs = new Map<string, ChannelLog>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #bytes = 0;

  constructor(options: MemoryBrokerOptions) {
    this.#options = options;
    this.#limits = { bytes: options.maxLogBytes ?? 16 * mebibyte, dedupMs: options.dedupMs };
  }

  get size(): number {
    return this.#logs.size;
  }

  publish(at: ChannelAddress, publication: Publication): Published {
    const published = this.append(at, publication);
    if (!published.duplicate) this.deliver(at, published.message);
    return published;
  }

  append(at: ChannelAddress, publication: Publication): Published {
    return this.#use(at, (log, now) => {
      const known = log.known(publication, now);
      if (known !== undefined) {
        return { duplicate: true, id: known.id, position: { epoch: log.epoch, offset: known.offset } };
      }
      const message = log.append(at.channel, publication, now);
      return { duplicate: false, id: message.id, position: { epoch: log.epoch, offset: message.offset }, message };
    });
  }

  deliver(at: ChannelAddress, message: LogMessage): void {
    for (const listener of this.#listeners.get(keyOf(at)) ?? []) listener(message);
  }

  retract(at: ChannelAddress, message: LogMessage): void {
    this.#use(at, (log) => log.retract(message.offset));
  }

  history(at: ChannelAddress, query: HistoryQuery): History {
    return this.#use(at, (log, now) => {
      log.cut(now);
      return log.history(query);
    });
  }

  position(at: ChannelAddress): Position {
    return this.#use(at, (log) => log.position);
  }

  message(at: ChannelAddress, id: string): LogMessage | undefined {
    return this.#use(at, (log, now) => {
      log.cut(now);
      return log.message(id);
    });
  }

  has(at: ChannelAddress): boolean {
    return this.#logs.has(keyOf(at));
  }

  restore(at: ChannelAddress, stored: StoredLog): void {
    this.forget(at);
    const log = ChannelLog.restored(stored, this.#limits);
    this.#logs.set(keyOf(at), log);
    this.#bytes += log.bytes;
    this.#use(at, (restored, now) => restored.cut(now));
  }

  retain(at: ChannelAddress, retention: Retention): void {
    this.#use(at, (log, now) => log.retain(retention, now));
  }

  empty(at: ChannelAddress): void {
    this.#use(at, (log) => log.empty());
  }

  forget(at: ChannelAddress): void {
    this.#drop(keyOf(at));
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

  /** Works on the log of a channel, which is thereby the one used last, and keeps all logs within bounds. */
  #use<Result>(at: ChannelAddress, work: (log: ChannelLog, now: number) => Result): Result {
    const { clock, ids, retention } = this.#options;
    const key = keyOf(at);
    const log = this.#logs.get(key) ?? new ChannelLog(ids("e").slice(2, 10), retention, this.#limits);
    const before = this.#logs.has(key) ? log.bytes : 0;
    this.#logs.delete(key);
    this.#logs.set(key, log);
    const result = work(log, clock());
    this.#bytes += log.bytes - before;
    this.#evict();
    return result;
  }

  #evict(): void {
    const { maxChannels = 10_000, maxBytes = 256 * mebibyte } = this.#options;
    for (const key of this.#logs.keys()) {
      const tooMuch = this.#logs.size > maxChannels || this.#bytes > maxBytes;
      if (!tooMuch || this.#logs.size === 1) return;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#logs.get(key)?.bytes ?? 0;
    this.#logs.delete(key);
  }
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
