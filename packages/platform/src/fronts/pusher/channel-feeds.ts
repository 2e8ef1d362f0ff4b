import type { Broker, ChannelAddress, LogMessage } from "../../broker/broker.js";
import type { EventCache } from "./event-cache.js";
import { eventFrame } from "./event-frame.js";

/** Who gets the messages of a channel. */
export interface FeedReader {
  /** The id of the connection. */
  readonly id: string;
  /** Hands over a frame. Must not throw. */
  send(frame: string): void;
}

interface Feed {
  readonly readers: Set<FeedReader>;
  readonly end: () => void;
}

/** The way from the log to this front's connections: each message becomes a frame once, however many read it. */
export class ChannelFeeds {
  readonly #broker: Broker;
  readonly #cache: EventCache;
  readonly #feeds = new Map<string, Feed>();

  constructor({ broker, cache }: { readonly broker: Broker; readonly cache: EventCache }) {
    this.#broker = broker;
    this.#cache = cache;
  }

  /** Gives a reader each later message of a channel, which its clients know under a name. */
  join(at: ChannelAddress, name: string, reader: FeedReader): void {
    const known = this.#feeds.get(keyOf(at));
    if (known !== undefined) {
      known.readers.add(reader);
      return;
    }
    const readers = new Set([reader]);
    const end = this.#broker.subscribe(at, (message) => this.#deliver(at, { name, readers, message }));
    this.#feeds.set(keyOf(at), { readers, end });
  }

  leave(at: ChannelAddress, reader: FeedReader): void {
    const feed = this.#feeds.get(keyOf(at));
    if (feed === undefined || !feed.readers.delete(reader) || feed.readers.size > 0) return;
    feed.end();
    this.#feeds.delete(keyOf(at));
  }

  /** Gives a frame of the protocol itself to all readers of a channel. */
  broadcast(at: ChannelAddress, frame: string): void {
    for (const reader of this.#feeds.get(keyOf(at))?.readers ?? []) reader.send(frame);
  }

  #deliver(
    at: ChannelAddress,
    {
      name,
      readers,
      message,
    }: { readonly name: string; readonly readers: Set<FeedReader>; readonly message: LogMessage },
  ): void {
    this.#cache.note(at, message);
    const frame = eventFrame(message, name);
    if (frame === undefined) return;
    for (const reader of readers) if (reader.id !== message.exclude) reader.send(frame);
  }
}

function keyOf({ project, channel }: ChannelAddress): string {
  return `${project}/${channel}`;
}
