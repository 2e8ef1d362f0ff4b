import type { Broker, ChannelAddress } from "../broker/broker.js";
import type { PlatformError } from "../problem/platform-error.js";
import type { ConnectionRegistry } from "./connection-registry.js";
import { Feed } from "./feed.js";
import { OutgoingFrame } from "./outgoing-frame.js";
import { positionKey } from "./session-keeper.js";
import type { Subscription } from "./subscription.js";

/** The channels that a hub follows, each once, and the subscriptions to them. */
export class Feeds {
  readonly #broker: Broker;
  readonly #registry: ConnectionRegistry;
  readonly #feeds = new Map<string, Feed>();

  constructor({ broker, registry }: { readonly broker: Broker; readonly registry: ConnectionRegistry }) {
    this.#broker = broker;
    this.#registry = registry;
    registry.presence.watch((change) => this.#feeds.get(keyOf(change.at))?.tell(change));
  }

  /** The feed of a channel, begun if nobody follows the channel yet. */
  of(at: ChannelAddress): Feed {
    const key = keyOf(at);
    const known = this.#feeds.get(key);
    if (known !== undefined) return known;
    const feed = new Feed(at, this.#broker);
    this.#feeds.set(key, feed);
    return feed;
  }

  /** Adds a subscription that its client asked for, in place of the one of the same name. */
  add(subscription: Subscription): void {
    const { connection, channel, feed, options } = subscription;
    const subscriptions = (connection.subscriptions ??= new Map());
    const key = positionKey(channel, options.number);
    const replaced = subscriptions.get(key);
    if (replaced !== undefined) replaced.feed.remove(replaced);
    subscriptions.set(key, subscription);
    feed.add(subscription);
    this.#registry.join(connection, channel);
  }

  /** Adds the subscription to a user's own channel, which nobody asked for and which does not count as one. */
  addInbox(subscription: Subscription): void {
    subscription.connection.inbox = subscription;
    subscription.feed.add(subscription);
  }

  /** Ends a subscription, without telling the client. */
  remove(subscription: Subscription): void {
    const { connection, channel, feed, options } = subscription;
    feed.remove(subscription);
    if (feed.empty) {
      feed.close();
      if (this.#feeds.get(keyOf(feed.at)) === feed) this.#feeds.delete(keyOf(feed.at));
    }
    if (subscription === connection.inbox) return;
    const { subscriptions } = connection;
    const key = positionKey(channel, options.number);
    if (subscriptions?.get(key) === subscription) subscriptions.delete(key);
    const others = [...(subscriptions?.values() ?? [])].some((other) => other.channel === channel);
    if (!others) this.#registry.leave(connection, channel);
  }

  /** Ends a subscription and tells the client why, if the client still has it. */
  withdraw(subscription: Subscription, { code, message, retryable }: PlatformError): void {
    const { connection, channel, options } = subscription;
    // The gate answers later: meanwhile the client may have ended it, or begun another of the same name.
    if (connection.subscriptions?.get(positionKey(channel, options.number)) !== subscription) return;
    this.remove(subscription);
    const number = options.number === undefined ? {} : { subscription: options.number };
    connection.send(new OutgoingFrame({ type: "unsubscribed", channel, ...number, code, message, retryable }));
  }
}

function keyOf(at: ChannelAddress): string {
  return `${at.project}/${at.channel}`;
}
