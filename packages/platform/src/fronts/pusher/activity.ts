import type { ChannelAddress } from "../../broker/broker.js";
import type { ConnectionRegistry, OccupancyChange } from "../../realtime/connection-registry.js";
import type { PresenceChange } from "../../realtime/presence.js";
import type { PusherApplication } from "./application.js";
import type { ChannelFeeds } from "./channel-feeds.js";
import { isChannelName, kindOf } from "./channel-name.js";
import { writeFrame } from "./frames.js";
import { countEachUpTo, countInterval, serverEvent, times } from "./protocol.js";
import { Quiet } from "./webhooks/quiet.js";
import type { Webhooks } from "./webhooks/webhooks.js";

/** What the activity of channels is watched with. */
export interface ActivityOptions {
  readonly connections: ConnectionRegistry;
  readonly feeds: ChannelFeeds;
  readonly webhooks: Pick<Webhooks, "tell">;
  readonly applications: (project: string) => readonly PusherApplication[];
}

/**
 * Tells who comes and goes, whichever front they use: to the subscribers of this one by frames, to the applications' endpoints by
 * webhooks.
 */
export class Activity {
  readonly #options: ActivityOptions;
  readonly #quiet = new Quiet(times.webhookQuiet);
  /** Counts of crowded channels that are still to be told. */
  readonly #counts = new Map<string, NodeJS.Timeout>();
  readonly #ends: readonly (() => void)[];

  constructor(options: ActivityOptions) {
    this.#options = options;
    const { connections } = options;
    this.#ends = [
      connections.watch((change) => this.#occupancy(change)),
      connections.presence.watch((change) => this.#presence(change)),
    ];
  }

  /** Watches no longer, and forgets what was not told. */
  close(): void {
    for (const end of this.#ends) end();
    for (const timer of this.#counts.values()) clearTimeout(timer);
    this.#counts.clear();
    this.#quiet.close();
  }

  #occupancy({ at, before, now }: OccupancyChange): void {
    const { project, channel } = at;
    if (!isChannelName(channel)) return;
    const { webhooks } = this.#options;
    const key = JSON.stringify([project, channel]);
    if (before === 0) this.#quiet.begin(key, () => webhooks.tell(project, { name: "channel_occupied", channel }));
    if (now === 0) this.#quiet.end(key, () => webhooks.tell(project, { name: "channel_vacated", channel }));
    if (kindOf(channel).access === "presence" || now === 0) return;
    if (this.#options.applications(project).some(({ settings }) => settings.subscriptionCount === true))
      this.#count(at, key, now);
  }

  /** Each change while they are few; then the newest number every few seconds. */
  #count(at: ChannelAddress, key: string, now: number): void {
    if (now <= countEachUpTo) this.#tellCount(at);
    else if (!this.#counts.has(key)) {
      const tell = (): void => {
        this.#counts.delete(key);
        this.#tellCount(at);
      };
      this.#counts.set(key, setTimeout(tell, countInterval).unref());
    }
  }

  #tellCount(at: ChannelAddress): void {
    const { connections, feeds, webhooks } = this.#options;
    const count = connections.subscriberCount(at);
    const { project, channel } = at;
    feeds.broadcast(at, writeFrame(serverEvent.subscriptionCount, { subscription_count: count }, channel));
    webhooks.tell(project, { name: "subscription_count", channel, subscription_count: count });
  }

  #presence({ at, event, member }: PresenceChange): void {
    const { project, channel } = at;
    if (event === "update" || !isChannelName(channel) || kindOf(channel).access !== "presence") return;
    const { feeds, webhooks } = this.#options;
    const { id, info } = member;
    const key = JSON.stringify([project, channel, id]);
    if (event === "enter") {
      feeds.broadcast(at, writeFrame(serverEvent.memberAdded, { user_id: id, user_info: info }, channel));
      this.#quiet.begin(key, () => webhooks.tell(project, { name: "member_added", channel, user_id: id }));
    } else {
      feeds.broadcast(at, writeFrame(serverEvent.memberRemoved, { user_id: id }, channel));
      this.#quiet.end(key, () => webhooks.tell(project, { name: "member_removed", channel, user_id: id }));
    }
  }
}
