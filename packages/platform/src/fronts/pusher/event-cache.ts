import type { Broker, ChannelAddress, LogMessage } from "../../broker/broker.js";
import type { Clock } from "../../clock.js";
import { kindOf } from "./channel-name.js";
import { clientEventPrefix, reservedEvent, times } from "./protocol.js";

/** What the cache needs. */
export interface EventCacheOptions {
  readonly broker: Broker;
  readonly clock: Clock;
}

/** Channels whose last event is remembered; beyond it the one that was quiet longest is forgotten. */
const maxChannels = 10_000;
const kept = 100;

/**
 * The last event of each cache channel. The log has it, if its settings keep it long enough; what came through this front is
 * remembered for as long as Pusher does. Client events do not count.
 */
export class EventCache {
  readonly #options: EventCacheOptions;
  /** The one used last at the end. */
  readonly #last = new Map<string, LogMessage>();

  constructor(options: EventCacheOptions) {
    this.#options = options;
  }

  /** Remembers a message, if it is on a cache channel and counts. */
  note(at: ChannelAddress, message: LogMessage): void {
    if (!kindOf(at.channel).cache || !counts(message)) return;
    const key = keyOf(at);
    this.#last.delete(key);
    this.#last.set(key, message);
    const [oldest] = this.#last.keys();
    if (this.#last.size > maxChannels && oldest !== undefined) this.#last.delete(oldest);
  }

  /** The last event of a channel that is not older than Pusher keeps it. */
  last(at: ChannelAddress): LogMessage | undefined {
    const { broker, clock } = this.#options;
    const logged = broker.has(at)
      ? broker.history(at, { direction: "backward", limit: kept }).messages.find(counts)
      : undefined;
    const last = logged ?? this.#last.get(keyOf(at));
    return last !== undefined && this.ttl(last) > 0 && (last.expiresAt ?? Infinity) > clock() ? last : undefined;
  }

  /** For how many milliseconds a message is still remembered. */
  ttl(message: LogMessage): number {
    return message.at + times.cache - this.#options.clock();
  }
}

function counts({ event }: LogMessage): boolean {
  return event === null || !(event.startsWith(clientEventPrefix) || reservedEvent.test(event));
}

function keyOf({ project, channel }: ChannelAddress): string {
  return `${project}/${channel}`;
}
