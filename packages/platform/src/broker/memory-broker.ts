import type { Clock } from "../clock.js";
import type { Ids } from "../ids.js";
import { SmallSet } from "../small-set.js";
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
import { LogShelf } from "./log-shelf.js";

/** What a memory broker needs, and how much it keeps. */
export interface MemoryBrokerOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** For how long a repeated `publishId` is recognised. */
  readonly dedupMs: number;
  /** Kept of a channel that has no settings of its own. */
  readonly retention: Retention;
  /** Channels with a log; beyond it the one that was quiet longest of the project with most is forgotten. Default 10,000. */
  readonly maxChannels?: number;
  /** Bytes of JSON in one log; beyond it the oldest messages are forgotten. Default 16 MiB. */
  readonly maxLogBytes?: number;
  /** Bytes of JSON in all logs; beyond it the log that was quiet longest of the project with most is forgotten. Default 256 MiB. */
  readonly maxBytes?: number;
}

const mebibyte = 1024 * 1024;

/** The embedded broker: bounded logs in memory. After a restart every channel that is not durable has a new epoch. */
export class MemoryBroker implements Broker {
  readonly #options: MemoryBrokerOptions;
  readonly #limits: LogLimits;
  readonly #logs: LogShelf;
  readonly #listeners = new Map<string, SmallSet<Listener>>();

  constructor(options: MemoryBrokerOptions) {
    this.#options = options;
    const { maxChannels = 10_000, maxLogBytes = 16 * mebibyte, maxBytes = 256 * mebibyte, dedupMs } = options;
    this.#limits = { bytes: maxLogBytes, dedupMs };
    this.#logs = new LogShelf({ logs: maxChannels, bytes: maxBytes });
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
    return this.#logs.get(at) !== undefined;
  }

  restore(at: ChannelAddress, stored: StoredLog): void {
    this.forget(at);
    const log = ChannelLog.restored(stored, this.#limits);
    this.#logs.use(at, log, () => log.cut(this.#options.clock()));
  }

  retain(at: ChannelAddress, retention: Retention): void {
    this.#use(at, (log, now) => log.retain(retention, now));
  }

  empty(at: ChannelAddress): void {
    this.#use(at, (log) => log.empty());
  }

  forget(at: ChannelAddress): void {
    this.#logs.drop(at);
  }

  subscribe(at: ChannelAddress, listener: Listener): () => void {
    const key = keyOf(at);
    const listeners = this.#listeners.get(key) ?? new SmallSet();
    listeners.add(listener);
    this.#listeners.set(key, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(key);
    };
  }

  subscribers(at: ChannelAddress): number {
    return this.#listeners.get(keyOf(at))?.size ?? 0;
  }

  /** Works on the log of a channel, begun if there is none. */
  #use<Result>(at: ChannelAddress, work: (log: ChannelLog, now: number) => Result): Result {
    const { clock, ids, retention } = this.#options;
    const log = this.#logs.get(at) ?? new ChannelLog(ids("e").slice(2), retention, this.#limits);
    return this.#logs.use(at, log, () => work(log, clock()));
  }
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
