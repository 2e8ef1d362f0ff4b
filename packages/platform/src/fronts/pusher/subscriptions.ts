import type { ChannelAddress } from "../../broker/broker.js";
import type { LiveConnection } from "../../realtime/live-connection.js";
import { admitSubscription, type SignedMember, type Subscriber } from "./admit-subscription.js";
import type { FeedReader } from "./channel-feeds.js";
import { kindOf } from "./channel-name.js";
import type { ConnectionContext } from "./connection-context.js";
import { eventFrame } from "./event-frame.js";
import { writeFrame, type ClientFrame } from "./frames.js";
import { logChannelOf } from "./log-channel.js";
import { limits, serverEvent } from "./protocol.js";
import { SubscriptionRefused } from "./subscription-refused.js";

/** One subscription of a connection. */
export interface Subscription {
  /** The channel of the log. */
  readonly at: ChannelAddress;
  /** Whom it makes present. */
  readonly member: SignedMember | undefined;
}

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #context: ConnectionContext;
  readonly #owner: LiveConnection & FeedReader;
  readonly #held = new Map<string, Subscription>();

  constructor(owner: LiveConnection & FeedReader, context: ConnectionContext) {
    this.#owner = owner;
    this.#context = context;
  }

  get(channel: string): Subscription | undefined {
    return this.#held.get(channel);
  }

  /**
   * Subscribes, and answers: first that it succeeded, then what a cache channel remembers. Throws `SubscriptionRefused`.
   */
  add(frame: Extract<ClientFrame, { type: "subscribe" }>, subscriber: Subscriber): void {
    const { channel } = frame;
    const { clock, connections, feeds } = this.#context;
    const member = admitSubscription(frame, subscriber);
    const at = { project: this.#owner.project, channel: logChannelOf(channel) };
    if (this.#held.size >= limits.subscriptions)
      throw new SubscriptionRefused("LimitReached", 403, `A connection has at most ${limits.subscriptions} channels.`);
    if (member !== undefined) this.#requireRoom(at, member);
    this.#held.set(channel, { at, member });
    const { presence } = connections;
    // Before it reads the channel: nobody is told of the own arrival.
    if (member !== undefined) presence.enter(at, this.#owner.id, { ...member, userId: member.id }, clock());
    const data = member === undefined ? {} : { presence: this.#members(at) };
    this.#owner.send(writeFrame(serverEvent.subscriptionSucceeded, data, channel));
    feeds.join(at, channel, this.#owner);
    connections.join(this.#owner, at.channel);
    if (kindOf(channel).cache) this.#sendLast(at, channel);
  }

  /** Ends a subscription. Nothing happens if there is none. */
  remove(channel: string): void {
    const subscription = this.#held.get(channel);
    if (subscription === undefined) return;
    const { connections, feeds } = this.#context;
    const { at, member } = subscription;
    this.#held.delete(channel);
    feeds.leave(at, this.#owner);
    if (member !== undefined) connections.presence.leave(at, this.#owner.id, member.id);
    connections.leave(this.#owner, at.channel);
  }

  /** Ends all of them. */
  clear(): void {
    for (const channel of this.#held.keys()) this.remove(channel);
  }

  #requireRoom(at: ChannelAddress, { id }: SignedMember): void {
    const { presence } = this.#context.connections;
    if (presence.count(at) >= limits.members && presence.member(at, id) === undefined)
      throw new SubscriptionRefused("LimitReached", 403, `A presence channel has at most ${limits.members} members.`);
  }

  #members(at: ChannelAddress) {
    const members = this.#context.connections.presence.members(at);
    return {
      ids: members.map(({ id }) => id),
      hash: Object.fromEntries(members.map(({ id, info }) => [id, info])),
      count: members.length,
    };
  }

  #sendLast(at: ChannelAddress, channel: string): void {
    const last = this.#context.cache.last(at);
    const frame = last === undefined ? undefined : eventFrame(last, channel);
    if (frame !== undefined) return this.#owner.send(frame);
    this.#owner.send(writeFrame(serverEvent.cacheMiss, {}, channel));
    this.#context.webhooks.tell(at.project, { name: "cache_miss", channel });
  }
}
